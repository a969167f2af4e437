"""The production table, casting, places, things and lending; who is owed what in the budget

Revision ID: 0014
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('shared_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=400), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_shared_item_course_id_course'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_item'))
    )
    with op.batch_alter_table('shared_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shared_item_course_id'), ['course_id'], unique=False)

    op.create_table('booking',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['shared_item.id'], name=op.f('fk_booking_item_id_shared_item'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_booking_made_by_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_booking_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_booking'))
    )
    with op.batch_alter_table('booking', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_booking_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_booking_made_by'), ['made_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_booking_team_id'), ['team_id'], unique=False)

    op.create_table('article',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('book_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('item', sa.String(length=200), nullable=False),
    sa.Column('brought_by', sa.String(length=120), nullable=False),
    sa.Column('brought_by_id', sa.Integer(), nullable=True),
    sa.Column('scenes', sa.String(length=120), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('note', sa.String(length=400), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['book_id'], ['book.id'], name=op.f('fk_article_book_id_book'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['brought_by_id'], ['person.id'], name=op.f('fk_article_brought_by_id_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_article'))
    )
    with op.batch_alter_table('article', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_article_book_id'), ['book_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_article_brought_by_id'), ['brought_by_id'], unique=False)

    op.create_table('casting_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('book_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('part', sa.String(length=120), nullable=False),
    sa.Column('person', sa.String(length=120), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('contact', sa.String(length=200), nullable=False),
    sa.Column('note', sa.String(length=400), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['book_id'], ['book.id'], name=op.f('fk_casting_row_book_id_book'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_casting_row_person_id_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_casting_row'))
    )
    with op.batch_alter_table('casting_row', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_casting_row_book_id'), ['book_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_casting_row_person_id'), ['person_id'], unique=False)

    op.create_table('place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('book_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('address', sa.String(length=300), nullable=False),
    sa.Column('scenes', sa.String(length=120), nullable=False),
    sa.Column('permission', sa.String(length=32), nullable=False),
    sa.Column('contact', sa.String(length=200), nullable=False),
    sa.Column('hours', sa.String(length=200), nullable=False),
    sa.Column('noise', sa.String(length=200), nullable=False),
    sa.Column('power', sa.String(length=200), nullable=False),
    sa.Column('coordinates', sa.String(length=40), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['book_id'], ['book.id'], name=op.f('fk_place_book_id_book'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place'))
    )
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_place_book_id'), ['book_id'], unique=False)

    op.create_table('production_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('book_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('phase', sa.String(length=32), nullable=False),
    sa.Column('what', sa.String(length=200), nullable=False),
    sa.Column('owner', sa.String(length=120), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('begins_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('done', sa.Boolean(), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['book_id'], ['book.id'], name=op.f('fk_production_step_book_id_book'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_production_step_owner_id_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_production_step'))
    )
    with op.batch_alter_table('production_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_production_step_book_id'), ['book_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_production_step_owner_id'), ['owner_id'], unique=False)

    op.create_table('place_photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('added_by', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['added_by'], ['person.id'], name=op.f('fk_place_photo_added_by_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_place_photo_place_id_place'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_photo'))
    )
    with op.batch_alter_table('place_photo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_place_photo_added_by'), ['added_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_place_photo_place_id'), ['place_id'], unique=False)

    with op.batch_alter_table('budget_line', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paid_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('reimbursed', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('receipt', sa.String(length=200), server_default='', nullable=False))
        batch_op.create_index(batch_op.f('ix_budget_line_paid_by_id'), ['paid_by_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_budget_line_paid_by_id_person'), 'person', ['paid_by_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('course', schema=None) as batch_op:
        batch_op.add_column(sa.Column('budget_cap', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('contingency', sa.Integer(), server_default='10', nullable=False))




def downgrade() -> None:

    with op.batch_alter_table('course', schema=None) as batch_op:
        batch_op.drop_column('contingency')
        batch_op.drop_column('budget_cap')

    with op.batch_alter_table('budget_line', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_budget_line_paid_by_id_person'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_budget_line_paid_by_id'))
        batch_op.drop_column('receipt')
        batch_op.drop_column('reimbursed')
        batch_op.drop_column('paid_by_id')

    with op.batch_alter_table('place_photo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_place_photo_place_id'))
        batch_op.drop_index(batch_op.f('ix_place_photo_added_by'))

    op.drop_table('place_photo')
    with op.batch_alter_table('production_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_production_step_owner_id'))
        batch_op.drop_index(batch_op.f('ix_production_step_book_id'))

    op.drop_table('production_step')
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_place_book_id'))

    op.drop_table('place')
    with op.batch_alter_table('casting_row', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_casting_row_person_id'))
        batch_op.drop_index(batch_op.f('ix_casting_row_book_id'))

    op.drop_table('casting_row')
    with op.batch_alter_table('article', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_article_brought_by_id'))
        batch_op.drop_index(batch_op.f('ix_article_book_id'))

    op.drop_table('article')
    with op.batch_alter_table('booking', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_booking_team_id'))
        batch_op.drop_index(batch_op.f('ix_booking_made_by'))
        batch_op.drop_index(batch_op.f('ix_booking_item_id'))

    op.drop_table('booking')
    with op.batch_alter_table('shared_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shared_item_course_id'))

    op.drop_table('shared_item')

