"""Numbers of takes are unique within their shot; films can be discarded

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('clip', schema=None) as batch_op:
        batch_op.add_column(sa.Column('discarded_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('take', schema=None) as batch_op:
        batch_op.add_column(sa.Column('numbered_in', sa.Integer(), server_default='0', nullable=False))

    op.execute("UPDATE take SET numbered_in = coalesce(shot_id, 0)")
    _renumber()
    with op.batch_alter_table('take', schema=None) as batch_op:
        batch_op.alter_column('numbered_in', server_default=None)
        batch_op.create_unique_constraint(
            batch_op.f('uq_take_team_id_numbered_in_number'), ['team_id', 'numbered_in', 'number']
        )


def _renumber() -> None:
    """Give the later of two takes with the same number the shot's next one."""
    take = sa.table('take', *(sa.column(n, sa.Integer) for n in ('id', 'team_id', 'numbered_in', 'number')))
    connection = op.get_bind()
    taken: dict[tuple[int, int], set[int]] = {}
    twice = []
    for key, *place, number in connection.execute(sa.select(take).order_by(take.c.id)):
        here = taken.setdefault((place[0], place[1]), set())
        if number in here:
            twice.append((key, here))
        here.add(number)
    for key, here in twice:
        number = max(here) + 1
        here.add(number)
        connection.execute(take.update().where(take.c.id == key).values(number=number))


def downgrade() -> None:
    with op.batch_alter_table('take', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_take_team_id_numbered_in_number'), type_='unique')
        batch_op.drop_column('numbered_in')

    with op.batch_alter_table('clip', schema=None) as batch_op:
        batch_op.drop_column('discarded_at')
