"""Shooting days and the stripboard

Revision ID: 0012
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'shooting_day',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('book_id', sa.Integer(), nullable=False),
        sa.Column('team_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=True),
        sa.Column('call', sa.String(length=5), nullable=False),
        sa.Column('wrap', sa.String(length=5), nullable=False),
        sa.Column('place', sa.String(length=120), nullable=False),
        sa.Column('spot', sa.String(length=60), nullable=False),
        sa.Column('meeting', sa.String(length=200), nullable=False),
        sa.Column('hospital', sa.String(length=200), nullable=False),
        sa.Column('contacts', sa.String(length=400), nullable=False),
        sa.Column('note', sa.String(length=1000), nullable=False),
        sa.Column('scenes', sa.String(length=1000), nullable=False),
        sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['book_id'], ['book.id'], name=op.f('fk_shooting_day_book_id_book'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_shooting_day_team_id_team'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_shooting_day')),
    )
    for column in ('book_id', 'team_id', 'day'):
        op.create_index(op.f(f'ix_shooting_day_{column}'), 'shooting_day', [column])
    op.create_table(
        'strip',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('book_id', sa.Integer(), nullable=False),
        sa.Column('day_id', sa.Integer(), nullable=True),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('scene', sa.String(length=12), nullable=False),
        sa.Column('heading', sa.String(length=200), nullable=False),
        sa.Column('shots', sa.JSON(), nullable=False),
        sa.Column('filmed', sa.JSON(), nullable=False),
        sa.Column('done', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['book_id'], ['book.id'], name=op.f('fk_strip_book_id_book'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['day_id'], ['shooting_day.id'], name=op.f('fk_strip_day_id_shooting_day'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_strip')),
    )
    for column in ('book_id', 'day_id'):
        op.create_index(op.f(f'ix_strip_{column}'), 'strip', [column])


def downgrade() -> None:
    op.drop_table('strip')
    op.drop_table('shooting_day')
