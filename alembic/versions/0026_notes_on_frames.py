"""Notes on films stand at frames, over ranges, with drawings and answers

Revision ID: 0026
Revises: 0021
"""

from fractions import Fraction
from math import floor

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0021'
branch_labels = None
depends_on = None

OLD = sa.table('clip_note', sa.column('id', sa.Integer), sa.column('clip_id', sa.Integer), sa.column('seconds', sa.Float))
NEW = sa.table('clip_note', *(sa.column(n, k) for n, k in (('id', sa.Integer), ('frame', sa.Integer), ('rate', sa.String), ('seconds', sa.Float))))
CLIP = sa.table('clip', sa.column('id', sa.Integer), sa.column('rate', sa.String))


def upgrade() -> None:
    with op.batch_alter_table('clip_note', schema=None) as batch_op:
        batch_op.add_column(sa.Column('parent_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('frame', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('last_frame', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('rate', sa.String(length=16), server_default='30', nullable=False))
        batch_op.add_column(sa.Column('drawing', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('private', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('done_in', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_clip_note_parent_id'), ['parent_id'])
        batch_op.create_index(batch_op.f('ix_clip_note_done_in'), ['done_in'])
        batch_op.create_foreign_key(batch_op.f('fk_clip_note_parent_id_clip_note'), 'clip_note', ['parent_id'], ['id'], ondelete='CASCADE')
        batch_op.create_foreign_key(batch_op.f('fk_clip_note_done_in_cut'), 'cut', ['done_in'], ['id'], ondelete='SET NULL')
    _to_frames()
    with op.batch_alter_table('clip_note', schema=None) as batch_op:
        for name in ('frame', 'rate', 'drawing', 'private'):
            batch_op.alter_column(name, server_default=None)
        batch_op.drop_column('seconds')


def _to_frames() -> None:
    """Write each moment as the frame that was shown then."""
    connection = op.get_bind()
    found = sa.select(OLD.c.id, OLD.c.seconds, CLIP.c.rate).join_from(OLD, CLIP, CLIP.c.id == OLD.c.clip_id)
    for key, seconds, rate in connection.execute(found).all():
        kept = rate or '30'
        frame = max(0, floor(seconds * float(Fraction(kept)) + 1e-3))
        connection.execute(NEW.update().where(NEW.c.id == key).values(frame=frame, rate=kept))


def downgrade() -> None:
    with op.batch_alter_table('clip_note', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seconds', sa.Float(), server_default='0', nullable=False))
    connection = op.get_bind()
    for key, frame, rate in connection.execute(sa.select(NEW.c.id, NEW.c.frame, NEW.c.rate)).all():
        connection.execute(NEW.update().where(NEW.c.id == key).values(seconds=float(frame / Fraction(rate))))
    with op.batch_alter_table('clip_note', schema=None) as batch_op:
        batch_op.alter_column('seconds', server_default=None)
        batch_op.drop_constraint(batch_op.f('fk_clip_note_parent_id_clip_note'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_clip_note_done_in_cut'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_clip_note_parent_id'))
        batch_op.drop_index(batch_op.f('ix_clip_note_done_in'))
        for name in ('parent_id', 'frame', 'last_frame', 'rate', 'drawing', 'private', 'changed_at', 'done_in'):
            batch_op.drop_column(name)
