"""A real S3 server (moto) on the loopback, with a bucket."""

import socket
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto.server import ThreadedMotoServer


@contextmanager
def bucket() -> Iterator[dict[str, Any]]:
    """Serve the bucket; yields the settings that name it. Every origin may read it, as a bucket has to allow ours."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    address = f"http://127.0.0.1:{port}"
    urllib.request.urlopen(urllib.request.Request(f"{address}/films", method="PUT")).close()
    yield {
        "storage": "s3",
        "s3_bucket": "films",
        "s3_endpoint": address,
        "s3_access_key": "test",
        "s3_secret_key": "test",
    }
    server.stop()
