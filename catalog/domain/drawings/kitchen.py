"""What cooks."""

from catalog.domain.drawings.palette import AMBER, BLACK, DARK, GLASS, STEEL, Tone
from catalog.domain.drawings.parts import ground, led, plate
from catalog.domain.drawings.svg import circle, ellipse, line, path, rect


def oven(tone: Tone) -> str:
    body = (
        plate(26, 28, 188, 184, 10, tone, 9)
        + line(26, 72, 214, 72)
        + rect(94, 40, 52, 22, 4, fill=BLACK.face)
    )
    knobs = (
        circle(58, 50, 12, fill=tone.shade)
        + circle(182, 50, 12, fill=tone.shade)
        + line(58, 42, 58, 50)
        + line(182, 42, 182, 50)
    )
    return (
        body
        + knobs
        + rect(44, 84, 152, 10, 5, fill=STEEL.face)
        + rect(44, 106, 152, 88, 7, fill=BLACK.face)
        + path("M58 160H182", stroke=AMBER.face, stroke_width=3)
        + path("M58 132l20-16", stroke="#fff", stroke_width=4, opacity=0.5)
    )


def hob(tone: Tone) -> str:
    rings = "".join(
        ellipse(x, y, rx, rx * 0.42, stroke=AMBER.face if hot else DARK.mark, stroke_width=3)
        for x, y, rx, hot in ((86, 108, 28, 0), (158, 108, 24, 0), (76, 148, 32, 1), (164, 148, 30, 0))
    )
    return (
        path("M52 80H188L226 178H14Z", fill=BLACK.face)
        + path("M14 178H226v9H14Z", fill=STEEL.face)
        + rings
        + path("M104 170h32", stroke=DARK.mark, stroke_width=3, stroke_dasharray="1 7")
    )


def hood(tone: Tone) -> str:
    return (
        rect(92, 22, 56, 96, 3, fill=tone.face)
        + rect(130, 23, 17, 94, fill=tone.shade, stroke="none")
        + path("M92 118h56l66 60H26Z", fill=tone.face)
        + rect(26, 178, 188, 18, 4, fill=tone.shade)
        + path("M70 204q9 9 0 18M120 204q9 9 0 18M170 204q9 9 0 18", stroke="#7fb8e6", stroke_width=4.5)
        + led(196, 187, radius=3)
    )


def kettle(tone: Tone) -> str:
    handle = path("M160 72h20q22 0 20 24l-8 66q-3 14-18 14", stroke_width=15) + path(
        "M160 72h20q22 0 20 24l-8 66q-3 14-18 14", stroke=DARK.face, stroke_width=10
    )
    body = (
        path("M72 64h88l18 138H54Z", fill=tone.face)
        + path("M142 65h17l17.6 135.6H150Z", fill=tone.shade, stroke="none")
        + path("M72 64h88l18 138H54Z")
    )
    return (
        ground(118, 216, 80)
        + handle
        + path("M74 80L46 70l8 34l14 10z", fill=tone.face)
        + body
        + path("M80 64a36 20 0 0 1 72 0Z", fill=DARK.face)
        + circle(116, 42, 7, fill=DARK.face)
        + rect(46, 202, 140, 12, 5, fill=DARK.face)
        + rect(92, 110, 16, 64, 6, fill="#bfe0f2")
    )


def microwave(tone: Tone) -> str:
    body = (
        plate(16, 62, 208, 126, 10, tone, 9)
        + rect(30, 76, 128, 90, 6, fill=BLACK.face)
        + path("M44 142a52 12 0 0 0 100 0", stroke=DARK.mark, stroke_width=3)
    )
    return (
        body
        + rect(172, 78, 38, 20, 3, fill="#cfe0c9")
        + circle(191, 122, 13, fill=tone.shade)
        + line(191, 113, 191, 122)
        + rect(172, 148, 38, 16, 4, fill=tone.shade)
    )


def toaster(tone: Tone) -> str:
    bread = path("M78 96V58q-14-22 12-22h60q26 0 12 22v38Z", fill="#e6bf83")
    return (
        ground(120, 206, 92)
        + bread
        + plate(36, 86, 168, 116, 24, tone, 12)
        + rect(64, 96, 112, 9, 4, fill=DARK.face)
        + line(184, 118, 184, 168)
        + rect(172, 120, 24, 13, 4, fill=DARK.face)
        + circle(72, 170, 11, fill=tone.shade)
    )


def coffee(tone: Tone) -> str:
    body = (
        ground(120, 214, 84)
        + path("M46 214V34a8 8 0 0 1 8-8h132a8 8 0 0 1 8 8v50h-92v94h96v36Z", fill=tone.face)
        + path("M46 198h148v16H46Z", fill=tone.shade)
    )
    jug = (
        path("M116 108h64l6 68h-76Z", fill=GLASS.face)
        + path("M113 140h70l3 36h-76Z", fill="#7a4a2d")
        + path("M184 120q22 2 18 26q-3 16-17 18", stroke_width=5)
    )
    return (
        body
        + rect(130, 84, 36, 16, 3, fill=DARK.face)
        + jug
        + circle(72, 56, 10, fill=tone.shade)
        + led(104, 56)
    )


def air_fryer(tone: Tone) -> str:
    return (
        ground(120, 214, 74)
        + path("M56 204V86a64 62 0 0 1 128 0v118a8 8 0 0 1-8 8H64a8 8 0 0 1-8-8Z", fill=tone.face)
        + path("M57.2 184h125.6v20a8 8 0 0 1-6.8 6.8H64a8 8 0 0 1-6.8-6.8Z", fill=tone.shade, stroke="none")
        + rect(92, 52, 56, 32, 8, fill=DARK.face)
        + path("M56 116H184")
        + rect(98, 128, 44, 58, 8, fill=DARK.face)
        + led(108, 68)
        + path("M120 68h16", stroke=AMBER.face)
    )
