"""Drafts, ranges, rows and suggestions of notes; reusable remarks; deadlines of versions

Revision ID: 0018
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0013'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.add_column(sa.Column('field', sa.String(length=40), server_default='', nullable=False))
        batch_op.add_column(sa.Column('row_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('last_line', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('suggestion', sa.String(length=4000), nullable=True))
        batch_op.add_column(sa.Column('sent_at', MOMENT, nullable=True))
        batch_op.add_column(sa.Column('explained', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('taken_at', MOMENT, nullable=True))
    op.execute('UPDATE note SET sent_at = created_at, last_line = line')
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.alter_column('field', server_default=None)
        batch_op.alter_column('explained', server_default=None)
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.add_column(sa.Column('due_at', MOMENT, nullable=True))
    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.add_column(sa.Column('closes', sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.alter_column('closes', server_default=None)
    op.create_table(
        'review_draft',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('submission_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('answer', sa.String(length=4000), nullable=False),
        sa.Column('updated_at', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ['submission_id'], ['submission.id'], name=op.f('fk_review_draft_submission_id_submission'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_review_draft_person_id_person'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_review_draft')),
        sa.UniqueConstraint('submission_id', 'person_id', name=op.f('uq_review_draft_submission_id_person_id')),
    )
    op.create_index(op.f('ix_review_draft_submission_id'), 'review_draft', ['submission_id'])
    op.create_index(op.f('ix_review_draft_person_id'), 'review_draft', ['person_id'])
    op.create_table(
        'saved_remark',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.String(length=1000), nullable=False),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_saved_remark_person_id_person'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_remark')),
    )
    op.create_index(op.f('ix_saved_remark_person_id'), 'saved_remark', ['person_id'])


def downgrade() -> None:
    op.drop_table('saved_remark')
    op.drop_table('review_draft')
    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.drop_column('closes')
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_column('due_at')
    op.execute('DELETE FROM note WHERE sent_at IS NULL')
    with op.batch_alter_table('note', schema=None) as batch_op:
        for column in ('taken_at', 'explained', 'sent_at', 'suggestion', 'last_line', 'row_id', 'field'):
            batch_op.drop_column(column)
