"""Which team reviews which other team's book, and from which team a note is

Revision ID: 0022
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'peer_review',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('course_id', sa.Integer(), nullable=False),
        sa.Column('reviewer_id', sa.Integer(), nullable=False),
        sa.Column('team_id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('reviewer_id != team_id', name=op.f('ck_peer_review_another_team')),
        sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_peer_review_course_id_course'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['reviewer_id'], ['team.id'], name=op.f('fk_peer_review_reviewer_id_team'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_peer_review_team_id_team'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_peer_review')),
        sa.UniqueConstraint('reviewer_id', 'team_id', name=op.f('uq_peer_review_reviewer_id_team_id')),
    )
    for column in ('course_id', 'reviewer_id', 'team_id'):
        op.create_index(op.f(f'ix_peer_review_{column}'), 'peer_review', [column])
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.add_column(sa.Column('from_team_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_note_from_team_id_team'), 'team', ['from_team_id'], ['id'], ondelete='SET NULL')
        batch_op.create_index(op.f('ix_note_from_team_id'), ['from_team_id'])


def downgrade() -> None:
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_note_from_team_id'))
        batch_op.drop_constraint(op.f('fk_note_from_team_id_team'), type_='foreignkey')
        batch_op.drop_column('from_team_id')
    op.drop_table('peer_review')
