"""The folded text that rules match on: one form for what differs only in case, accents, width, digits or marks.

Words in ``data/lang`` are folded by the same function when they are compiled, so a rule is written as the word is
printed. The text under the offsets is never rewritten: a match in the folded text is mapped back to it.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from instrgraph.model import Span

# Characters that carry no meaning for matching and are dropped: soft hyphen, zero-width and bidi marks, tatweel.
_DROPPED = {0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x061C, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF,
            0x0640, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E}  # fmt: skip
_SPACES = {0x00A0, 0x2007, 0x2009, 0x200A, 0x2002, 0x2003, 0x2008, 0x202F, 0x3000, 0x0009, 0x000B, 0x000C, 0x000D,
           0x0085}  # fmt: skip
_HYPHENS = {0x2010, 0x2011, 0x2012, 0x2212, 0xFE63, 0xFF0D}
_APOSTROPHES = {0x2018, 0x2019, 0x02BC, 0x00B4, 0x0060, 0x2032}
_DOUBLE_QUOTES = {0x201C, 0x201D, 0x201E, 0x00AB, 0x00BB, 0x2033}
_LETTERS = {0x0451: "е", 0x0671: "ا", 0x0622: "ا", 0x0623: "ا", 0x0625: "ا", 0x0649: "ي", 0x0629: "ه", 0x06CC: "ي",
            0x06A9: "ك", 0x00DF: "s", 0x0131: "i", 0x00F8: "o", 0x0142: "l", 0x060C: ",", 0x061B: ";",
            0x3001: "、", 0xFF0C: ",", 0xFF1B: ";", 0x3002: "。"}  # fmt: skip
# Chinese was printed in traditional characters until the 1970s; each folds to the simplified one.
_TRADITIONAL = (
    "國會議決聯際電訊線無應請長報書處職責務員權條約總發經濟關係於與後時間問題對將這還過進運達遠選邊開啟門"
    "閱難願類顧項須預領頻頒風飛養驗體點黨齊亞來個們價優億兩內冊準劃動勞勢匯區協單廠參雙號啓團圍圖執場塊壓"
    "壞備復夠奧學寧實審寫專尋導層島幣幫幹廣庫張強彈當徑從恆態慮慶憲懷戰戶擊據擇擔擴攝敵數斷晉東極構樂標樣"
    "機檔檢欄歐歷歸殘殺氣沒滅漢滿營獨獲環現產畫異療監盡礎禮種穩競筆節範簡糧級組結給統維網編緊緒緩續績織繼"
    "羅義習聲聽脅腦興舉舊艦華萬葉著藝術衛衝補裝規視覺覽觀訂計討訓託記設許訴評詞試該詳認語誤說課調談論諸證"
    "識譯護讓貝財貧貨貿費資質購贊趨跡車軍輕載輸轉辦農連適遷遺鄉醫釋針錄錢鐵閉闡陸陽隊階隨險隱雜離靈靜響頁"
    "順顯餘馬駐鬥麼黃暫擬繫勵籲鑒緻徵遞屆捲佈週註併僅傳傷倫債償儲劑創剛勝卻廢彙徹憑戲拋拠掛換損搖搶摯撥擾"
    "攜昇晝曆曉棄樞橋橫滯漁潔澤濃災煙熱爭爾牽犧狀狹獎獻癥盧睏礙禍禦稅積穀窮竊籌純紀納紐紛細終絕絡綜綱緣縣"
    "縮縱纖罰聖聞聰膚臨艱蘇蘭虛蟲衆眾裡裏複襲譴豐貫賀賠賦賴贈贏趙躍軌軟較輔輩輪轄辭迴郵鄰鎮鏈鑑閣陣陳隸雖"
    "霧韓頓頭額顛飢飲館騰驅驟鳥鹽龍"
)
_SIMPLIFIED = (
    "国会议决联际电讯线无应请长报书处职责务员权条约总发经济关系于与后时间问题对将这还过进运达远选边开启门"
    "阅难愿类顾项须预领频颁风飞养验体点党齐亚来个们价优亿两内册准划动劳势汇区协单厂参双号启团围图执场块压"
    "坏备复够奥学宁实审写专寻导层岛币帮干广库张强弹当径从恒态虑庆宪怀战户击据择担扩摄敌数断晋东极构乐标样"
    "机档检栏欧历归残杀气没灭汉满营独获环现产画异疗监尽础礼种稳竞笔节范简粮级组结给统维网编紧绪缓续绩织继"
    "罗义习声听胁脑兴举旧舰华万叶着艺术卫冲补装规视觉览观订计讨训托记设许诉评词试该详认语误说课调谈论诸证"
    "识译护让贝财贫货贸费资质购赞趋迹车军轻载输转办农连适迁遗乡医释针录钱铁闭阐陆阳队阶随险隐杂离灵静响页"
    "顺显余马驻斗么黄暂拟系励吁鉴致征递届卷布周注并仅传伤伦债偿储剂创刚胜却废汇彻凭戏抛据挂换损摇抢挚拨扰"
    "携升昼历晓弃枢桥横滞渔洁泽浓灾烟热争尔牵牺状狭奖献症卢困碍祸御税积谷穷窃筹纯纪纳纽纷细终绝络综纲缘县"
    "缩纵纤罚圣闻聪肤临艰苏兰虚虫众众里里复袭谴丰贯贺赔赋赖赠赢赵跃轨软较辅辈轮辖辞回邮邻镇链鉴阁阵陈隶虽"
    "雾韩顿头额颠饥饮馆腾驱骤鸟盐龙"
)
_LETTERS |= {ord(old): new for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}


_SIGNS = {code: sign for codes, sign in ((_DROPPED, ""), (_SPACES, " "), (_HYPHENS, "-"), (_APOSTROPHES, "'"),
                                         (_DOUBLE_QUOTES, '"')) for code in codes}  # fmt: skip


@cache
def _fold_character(character: str) -> str:
    """Return the folded form of one code point: one character, or none."""
    sign = "" if unicodedata.combining(character) else _SIGNS.get(ord(character))
    if sign is not None:
        return sign
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    lowered = character.lower()
    lowered = lowered if len(lowered) == 1 else character
    letter = _LETTERS.get(ord(lowered))
    if letter is not None:
        return letter
    plain = unicodedata.normalize("NFKD" if _is_compatibility(lowered) else "NFD", lowered)
    base = next((one for one in plain if not unicodedata.combining(one)), "")
    if len(base.lower()) == 1:
        base = base.lower()
    return _LETTERS.get(ord(base), base) if base else ""


def _is_compatibility(character: str) -> bool:
    # Width variants, Arabic presentation forms and Kangxi radicals stand for the letter; superscripts stay apart,
    # or a footnote mark would become a digit of the number before it.
    decomposition = unicodedata.decomposition(character)
    kinds = ("<wide>", "<narrow>", "<initial>", "<medial>", "<final>", "<isolated>", "<compat>")
    return decomposition.startswith(kinds)


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


class _CasedTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = self[code] = _fold_character(character).upper() if character.isupper() else _fold_character(character)
        return folded


_HAN_BREAK = re.compile("(?<=[\u3400-\u9fff\u300a\u300b])\n(?=[\u3400-\u9fff\u300a\u300b])")
_LINE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_TABLE = _Table()
_CASED_TABLE = _CasedTable()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back.

    ``offsets`` is None where the folded text has as many code points as the original, else the original offset of
    each folded code point, with the original's length at its end.
    """

    text: str
    offsets: array[int] | None
    original_length: int

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original text for a match in the folded one; marks that follow it are included."""
        if self.offsets is None:
            return Span(start, end)
        last = self.offsets[end] if end < len(self.offsets) else self.original_length
        if end > start:
            # What was dropped right behind the last character (a combining mark) belongs to it.
            return Span(self.offsets[start], max(self.offsets[end - 1] + 1, last))
        return Span(self.offsets[start], self.offsets[start])

    def at(self, offset: int) -> int:
        """Return the folded offset of an original one: that of the first folded code point at or after it."""
        return offset if self.offsets is None else bisect_left(self.offsets, offset, 0, len(self.offsets) - 1)


def unbroken(folded: Folded, starts: tuple[int, ...]) -> Folded:
    r"""Return the folded text with a space for every single line break inside a block, and none between Han characters.

    ``starts`` are the places in the folded text where the blocks begin. Chinese is broken anywhere, so a break between
    two of its characters is dropped; places in the result are found by their original offsets (`Folded.at`).

    >>> unbroken(fold("Resolution\n5\nResolution 6"), (0, 13)).text
    'resolution 5\nresolution 6'
    """
    text = folded.text
    broken = list(_LINE_BREAK.sub(" ", text))
    for start in starts:
        before = start - 1
        while before >= 0 and text[before] in " \n":
            broken[before] = text[before]
            before -= 1
    unspaced = Folded("".join(broken), folded.offsets, folded.original_length)
    dropped = [found.start() for found in _HAN_BREAK.finditer(text) if broken[found.start()] == " "]
    return _without(unspaced, dropped) if dropped else unspaced


def _without(folded: Folded, dropped: list[int]) -> Folded:
    gone = frozenset(dropped)
    offsets = folded.offsets if folded.offsets is not None else range(len(folded.text) + 1)
    kept = array("L", (offset for index, offset in enumerate(offsets) if index not in gone))
    text = "".join(one for index, one in enumerate(folded.text) if index not in gone)
    return Folded(text, kept, folded.original_length)


def fold(text: str) -> Folded:
    """Return the folded text with its offsets.

    Case, accents, width, kinds of space, hyphen and quote are folded, digits of all scripts become 0 to 9, and marks
    that are not letters (vowel signs, tatweel, soft hyphens, direction marks) are dropped. A line feed stays.

    >>> fold("RÉSOLUTION 130 (Rév. Dubaï, 2018)").text
    'resolution 130 (rev. dubai, 2018)'
    >>> fold("القـرار ١٣٠").text == fold("القرار 130").text
    True
    >>> folded = fold("القـرار 130")
    >>> folded.span(7, 10)
    Span(start=8, end=11)
    """
    return _fold_again(text) if _LONG <= len(text) <= _TOO_LONG else _fold(text)


_LONG, _TOO_LONG = 1_000, 1_000_000
"""Each layer folds the text of a reading for itself: between these lengths the last ones are kept in mind."""


@lru_cache(maxsize=2)
def _fold_again(text: str) -> Folded:
    return _fold(text)


def _fold(text: str) -> Folded:
    folded = text.translate(_TABLE)
    if len(folded) == len(text):
        # The table gives one character or none, so equal lengths mean that nothing was dropped.
        return Folded(folded, None, len(text))
    offsets = array("L", (index for index, one in enumerate(text) if _TABLE[ord(one)]))
    offsets.append(len(text))
    return Folded(folded, offsets, len(text))


def fold_word(word: str) -> str:
    """Return the folded form of a word of our own data.

    >>> fold_word("Conférence de plénipotentiaires")
    'conference de plenipotentiaires'
    """
    return word.translate(_TABLE)


def fold_cased(text: str) -> str:
    """Return the folded form of a text with its capitals kept, code point for code point as long as `fold` gives.

    >>> fold_cased("Résolution UIT\u2011R 5")
    'Resolution UIT-R 5'
    """
    return text.translate(_CASED_TABLE)
