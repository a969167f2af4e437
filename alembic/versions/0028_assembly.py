"""Assemblies, their pieces, and what they use of a take

Revision ID: 0028
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'assembly',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('team_id', sa.Integer(), nullable=False),
        sa.Column('job', sa.String(length=40), nullable=False),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('rev', sa.Integer(), nullable=False),
        sa.Column('runner', sa.String(length=80), nullable=True),
        sa.Column('percent', sa.Integer(), nullable=False),
        sa.Column('cause', sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_assembly_team_id_team'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_assembly')),
    )
    op.create_index(op.f('ix_assembly_team_id'), 'assembly', ['team_id'], unique=True)
    op.create_table(
        'piece',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('team_id', sa.Integer(), nullable=False),
        sa.Column('mark', sa.String(length=20), nullable=False),
        sa.Column('prefix', sa.String(length=200), nullable=False),
        sa.Column('segments', sa.JSON(), nullable=False),
        sa.Column('bytes', sa.BigInteger(), nullable=False),
        sa.Column('unused_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_piece_team_id_team'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_piece')),
        sa.UniqueConstraint('team_id', 'mark', name=op.f('uq_piece_team_id_mark')),
    )
    op.create_index(op.f('ix_piece_team_id'), 'piece', ['team_id'])
    with op.batch_alter_table('take', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first_frame', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('last_frame', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('take', schema=None) as batch_op:
        batch_op.drop_column('last_frame')
        batch_op.drop_column('first_frame')
    op.drop_table('piece')
    op.drop_table('assembly')
