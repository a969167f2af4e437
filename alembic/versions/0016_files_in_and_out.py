"""Printed versions, and what an import replaced

Revision ID: 0016
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'printout',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('submission_id', sa.Integer(), nullable=False),
        sa.Column('job', sa.String(length=40), nullable=False),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('rev', sa.Integer(), nullable=False),
        sa.Column('runner', sa.String(length=80), nullable=True),
        sa.Column('percent', sa.Integer(), nullable=False),
        sa.Column('cause', sa.String(length=1000), nullable=False),
        sa.Column('key', sa.String(length=200), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('bytes', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['submission_id'], ['submission.id'], name=op.f('fk_printout_submission_id_submission'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_printout')),
    )
    op.create_index(op.f('ix_printout_submission_id'), 'printout', ['submission_id'], unique=True)
    op.create_table(
        'intake',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('book_id', sa.Integer(), nullable=False),
        sa.Column('team_id', sa.Integer(), nullable=False),
        sa.Column('section', sa.String(length=32), nullable=False),
        sa.Column('file_name', sa.String(length=200), nullable=False),
        sa.Column('before', sa.JSON(), nullable=False),
        sa.Column('after', sa.JSON(), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=True),
        sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['book_id'], ['book.id'], name=op.f('fk_intake_book_id_book'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_intake_team_id_team'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_intake_made_by_person'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_intake')),
    )
    for column in ('book_id', 'team_id', 'made_by'):
        op.create_index(op.f(f'ix_intake_{column}'), 'intake', [column])


def downgrade() -> None:
    op.drop_table('intake')
    op.drop_table('printout')
