"""Stage gates that an instructor opened or closed

Revision ID: 0017
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'gate',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('team_id', sa.Integer(), nullable=False),
        sa.Column('course_id', sa.Integer(), nullable=False),
        sa.Column('stage', sa.String(length=32), nullable=False),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('reason', sa.String(length=300), nullable=False),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('decided_by', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_gate_team_id_team'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_gate_course_id_course'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_gate_decided_by_person'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_gate')),
        sa.UniqueConstraint('team_id', 'stage', name=op.f('uq_gate_team_id_stage')),
    )
    for column in ('team_id', 'course_id', 'decided_by'):
        op.create_index(op.f(f'ix_gate_{column}'), 'gate', [column])


def downgrade() -> None:
    op.drop_table('gate')
