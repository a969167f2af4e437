"""The history of every field of the book, and the newest steps of the scenario

Revision ID: 0019
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('book') as batch:
        batch.add_column(sa.Column('rev', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('book') as batch:
        batch.alter_column('rev', server_default=None)
    op.create_table(
        'edit',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('book_id', sa.Integer(), nullable=False),
        sa.Column('rev', sa.Integer(), nullable=False),
        sa.Column('section', sa.String(length=32), nullable=False),
        sa.Column('row', sa.Integer(), nullable=True),
        sa.Column('title', sa.String(length=60), nullable=False),
        sa.Column('field', sa.String(length=40), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('before', sa.JSON(), nullable=True),
        sa.Column('after', sa.JSON(), nullable=True),
        sa.Column('patch', sa.JSON(), nullable=True),
        sa.Column('person_id', sa.Integer(), nullable=True),
        sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('saves', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['book_id'], ['book.id'], name=op.f('fk_edit_book_id_book'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_edit_person_id_person'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_edit')),
    )
    op.create_index('ix_edit_book_rev', 'edit', ['book_id', 'rev'])
    op.create_index('ix_edit_field', 'edit', ['book_id', 'section', 'row', 'field'])
    for column in ('book_id', 'person_id'):
        op.create_index(op.f(f'ix_edit_{column}'), 'edit', [column])
    op.create_table(
        'text_step',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('book_id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('patch', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['book_id'], ['book.id'], name=op.f('fk_text_step_book_id_book'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_text_step')),
        sa.UniqueConstraint('book_id', 'version', name=op.f('uq_text_step_book_id_version')),
    )
    op.create_index(op.f('ix_text_step_book_id'), 'text_step', ['book_id'])


def downgrade() -> None:
    op.drop_table('text_step')
    op.drop_table('edit')
    with op.batch_alter_table('book') as batch:
        batch.drop_column('rev')
