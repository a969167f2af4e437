"""Whether a search for teams was ended before its work was done

Revision ID: 0023
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cut', sa.Boolean(), nullable=False, server_default=sa.false()))
    # what was searched for before was bounded by the time alone
    op.execute('UPDATE proposal SET cut = TRUE WHERE NOT proven AND value IS NOT NULL')


def downgrade() -> None:
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.drop_column('cut')
