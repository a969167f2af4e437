"""Screenplays of the demonstration course, in Fountain: two Korean, two English, written for it."""

WAITING_ROOM_1 = """Title: 대기실
Credit: 각본
Author: 이준호
Draft date: 1고

S#1. 병원 복도 (밤)

불 꺼진 복도 끝, 비상구 표시등만 초록색으로 켜져 있다. 민수(19)가 그 아래 서 있다.
문 안쪽에서 심전도 소리가 들린다. 민수는 손가락으로 그 소리를 센다.

민수
(고개를 들지 않고)
선생님, 몇 시예요?

간호사(30대)가 화난 얼굴로 지나간다.

간호사
우리 둘 다한테 늦은 시간.

S#2. 대기실 (밤)

플라스틱 의자 여덟 개. 하나에만 사람이 앉아 있다. 지우(19), 젖은 우산을 들고 있다.

지우
너희 할머니도 여기 계셔?

민수
아니. 난 그냥… 비가 와서.

간호사가 화난 얼굴로 문을 연다. 둘 다 입을 다문다.

S#3. 옥상 (새벽)

세탁실에서 김이 오른다. 탑의 시계가 거꾸로 간다.

민수
저 시계, 고장 났어.

지우
아니. 아직 할 말이 남은 거야.

> 암전.
"""

WAITING_ROOM_2 = """Title: 대기실
Credit: 각본
Author: 이준호
Draft date: 2고

S#1. 병원 복도 (밤)

불 꺼진 복도 끝, 비상구 표시등만 초록색으로 켜져 있다. 민수(19)가 그 아래 서 있다.
문 안쪽에서 심전도 소리가 들린다. 민수는 손가락으로 그 소리를 센다. 하나를 놓친다.

민수
(고개를 들지 않고)
선생님, 몇 시예요?

간호사(30대)가 걸음을 멈춘다. 시계가 아니라 민수의 젖은 신발을 본다.

간호사
우리 둘 다한테 늦은 시간.

S#2. 대기실 (밤)

플라스틱 의자 여덟 개. 하나에만 사람이 앉아 있다. 지우(19), 젖은 우산을 들고 있다.
우산에서 떨어진 물이 민수의 신발 쪽으로 흘러온다.

지우
너희 할머니도 여기 계셔?

민수
아니. 난 그냥… 비가 와서.

지우가 우산을 민수의 의자에 걸어 준다. 둘 다 입을 다문다.

S#3. 옥상 (새벽)

세탁실에서 김이 오른다. 탑의 시계가 거꾸로 간다. 빈 우산이 난간에 걸려 있다.

민수
저 시계, 고장 났어.

지우
아니. 아직 할 말이 남은 거야.

> 암전.
"""

NIGHT_SHIFT = """Title: 야간 근무
Credit: 각본
Author: 한지훈

S#1. 편의점 (밤)

새벽 세 시. 형광등 하나가 깜빡인다. 유나(22)가 의대 교재 위에 바코드 스캐너를 올려놓고 졸고 있다.

손님
(OFF)
저기요. 해열제 있어요?

유나가 고개를 든다. 계산대 너머에 아무도 없다.

S#2. 편의점 창고 (밤)

유나가 손전등을 켠다. 상자 사이에 아이(7)가 앉아 있다.

아이
엄마가 여기서 기다리래요.

유나
언제부터?

아이
어제요.

S#3. 편의점 앞 (새벽)

유나가 아이의 손을 잡고 서 있다. 첫차가 지나간다. 멈추지 않는다.

유나
우리, 전화 한 통만 하자.

아이가 고개를 젓다가, 끄덕인다.
"""

THREE_BEDS = """Title: Three Beds
Credit: Written by
Author: Ha Ji-min

INT. WARD 7 - NIGHT

Three beds. Two are full. JONAS (21) mops the floor around the third as if somebody were asleep in it.

OLD MAN
You missed a spot.

JONAS
There's nobody there.

OLD MAN
Tell her that.

INT. CORRIDOR - CONTINUOUS

Jonas wrings out the mop. The water is the colour of tea. A FIRST-YEAR (19) hurries past with a folded white coat.

FIRST-YEAR
Is it true the third bed is never given away?

JONAS
(without looking up)
It's given away every night.

INT. WARD 7 - DAWN

Light crosses the floor and stops at the third bed. The blanket has been turned down. Jonas's mop leans against it.

OLD MAN
Good morning.

It is not clear to whom.

> FADE OUT.
"""

LAST_BUS = """Title: 마지막 버스
Credit: 각본
Author: 염나래

S#1. 버스 정류장 (밤)

우진(20)이 뛰어온다. 버스 문이 닫힌다. 기사(50대)가 다시 문을 연다.

기사
학생, 매일 뛰네.

우진
매일 늦으시잖아요.

S#2. 버스 안 (밤)

승객은 우진 하나. 모든 하차 벨에 불이 들어와 있다.

우진
아저씨, 누가 내려요?

기사
(거울을 보며)
내가.
"""

PULSE = """Title: Pulse
Credit: Written by
Author: Song Da-eun

EXT. RIVER PATH - DAY

MAYA (19) runs. Her watch counts: 171. 172. She stops when it says 180, and waits for it to fall.

INT. LECTURE HALL - DAY

The watch again: 181. Nobody has moved. On the board: "Describe the patient in one sentence."

MAYA
(V.O.)
The patient is nineteen and has run here.

EXT. RIVER PATH - NIGHT

Maya walks. HONG (20) walks beside her, without asking.

HONG
What does it say now?

She takes the watch off and puts it in his hand.
"""
