"""The vote on pitches

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'pitch_vote',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('course_id', sa.Integer(), nullable=False),
        sa.Column('secret', sa.String(length=32), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_pitch_vote_course_id_course'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pitch_vote')),
    )
    op.create_index(op.f('ix_pitch_vote_course_id'), 'pitch_vote', ['course_id'], unique=True)
    op.create_table(
        'pitch_ballot',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('vote_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('ranked', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pitch_ballot_person_id_person'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['vote_id'], ['pitch_vote.id'], name=op.f('fk_pitch_ballot_vote_id_pitch_vote'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pitch_ballot')),
        sa.UniqueConstraint('vote_id', 'person_id', name=op.f('uq_pitch_ballot_vote_id_person_id')),
    )
    for column in ('vote_id', 'person_id'):
        op.create_index(op.f(f'ix_pitch_ballot_{column}'), 'pitch_ballot', [column])


def downgrade() -> None:
    op.drop_table('pitch_ballot')
    op.drop_table('pitch_vote')
