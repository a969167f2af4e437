"""The scene analysis table; more about shots, and their scene whatever its number becomes

Revision ID: 0010
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0019'
branch_labels = None
depends_on = None

LISTS = ('cast', 'extras', 'props', 'wardrobe', 'makeup', 'vehicles', 'sound', 'music', 'equipment')


def upgrade() -> None:
    op.create_table(
        'scene_sheet',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('book_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('scene', sa.String(length=12), nullable=False),
        sa.Column('heading', sa.String(), nullable=False),
        sa.Column('text', sa.String(), nullable=False),
        *(sa.Column(name, sa.String(length=600), nullable=False) for name in LISTS),
        sa.Column('story_day', sa.String(length=40), nullable=False),
        sa.Column('continuity', sa.String(length=2000), nullable=False),
        sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['book_id'], ['book.id'], name=op.f('fk_scene_sheet_book_id_book'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_scene_sheet')),
    )
    with op.batch_alter_table('scene_sheet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scene_sheet_book_id'), ['book_id'], unique=False)

    takes = _shots_of_takes()
    with op.batch_alter_table('shot', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sheet_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('setup_position', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('lens', sa.String(length=60), server_default='', nullable=False))
        batch_op.add_column(sa.Column('setup_minutes', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('frame', sa.String(length=120), server_default='', nullable=False))
        batch_op.create_index(batch_op.f('ix_shot_sheet_id'), ['sheet_id'], unique=False)
        batch_op.create_foreign_key(
            batch_op.f('fk_shot_sheet_id_scene_sheet'), 'scene_sheet', ['sheet_id'], ['id'], ondelete='SET NULL'
        )
    _put_back(takes)
    op.execute('UPDATE shot SET setup_position = position')


def downgrade() -> None:
    takes = _shots_of_takes()
    with op.batch_alter_table('shot', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_shot_sheet_id_scene_sheet'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_shot_sheet_id'))
        for name in ('frame', 'setup_minutes', 'lens', 'setup_position', 'sheet_id'):
            batch_op.drop_column(name)
    _put_back(takes)

    with op.batch_alter_table('scene_sheet', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scene_sheet_book_id'))
    op.drop_table('scene_sheet')


def _shots_of_takes() -> list[dict[str, int]]:
    """Remember them: SQLite makes the table of shots anew, and dropping the old one empties the takes' keys."""
    found = op.get_bind().execute(sa.text('SELECT id, shot_id FROM take WHERE shot_id IS NOT NULL'))
    return [{'take': take, 'shot': shot} for take, shot in found]


def _put_back(takes: list[dict[str, int]]) -> None:
    if takes:
        op.get_bind().execute(sa.text('UPDATE take SET shot_id = :shot WHERE id = :take'), takes)
