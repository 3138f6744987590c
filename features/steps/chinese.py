"""The sentences in Chinese, each the twin of an English one."""

from __future__ import annotations

from types import MappingProxyType

from pytest_bdd import parsers, step

from features.steps import case, people, raising, refused, register, taking
from features.steps.facts import Rows
from features.steps.scene import Scene

STAGES = MappingProxyType(
    {
        "倾听": "listen",
        "记录": "record",
        "调查": "investigate",
        "解决": "solve",
        "回访": "feedback",
        "结案": "close",
        "已结案": "closed",
    }
)
LABELS = MappingProxyType(
    {
        "监护人": "guardian",
        "学生": "student",
        "渠道": "channel",
        "发生时间": "happened at",
        "原话": "words",
        "诉求": "remedy sought",
        "复述": "read back",
        "类别": "category",
        "严重性": "severity",
        "性质": "kind",
        "摘要": "summary",
        "认定：": "finding on ",
        "根本原因": "root cause",
        "办法": "approach",
        "方案": "plan",
        "满意度": "satisfaction",
        "接受": "accepted",
        "争议": "disputed",
        "自相矛盾": "contradiction",
        "结果": "outcome",
        "教训": "lesson",
        "措施": "action taken",
    }
)
VALUES = MappingProxyType(
    {
        "是": "yes",
        "否": "no",
        "电话": "phone",
        "中": "medium",
        "一般": "ordinary",
        "部分属实": "partly upheld",
        "结论": "finding",
        "已解决": "resolved",
        "老师": "teacher",
        "主管": "manager",
        "审计员": "auditor",
    }
)
WHO = r"(?P<by>[李陈周])"


@step("本校有以下人员")
def people_work_here(scene: Scene, datatable: Rows) -> None:
    """Name, role, and campus."""
    people.people_work_here(scene, [[name, VALUES[role], campus] for name, role, campus in datatable])


@step(parsers.re(r"现在是 (?P<when>[\d: -]+)"))
def it_is(scene: Scene, when: str) -> None:
    """The clock is set."""
    people.it_is(scene, when)


@step(parsers.re(rf"{WHO}提出异议"))
def raises(scene: Scene, by: str, datatable: Rows) -> None:
    """These facts and no others."""
    raising.raises_with(scene, by, "objection", _english(datatable))


@step(parsers.re(rf'{WHO}已经把异议处理到"(?P<stage>\w+)"'))
def has_taken(scene: Scene, by: str, stage: str) -> None:
    """Every step up to this one, with the usual facts."""
    raising.has_taken(scene, by, "objection", STAGES[stage])


@step(parsers.re(rf'{WHO}进行"(?P<stage>\w+)"'))
def takes(scene: Scene, by: str, stage: str, datatable: Rows) -> None:
    """These facts and no others."""
    taking.takes_with(scene, by, STAGES[stage], _english(datatable))


@step(parsers.re(r'案件停在"(?P<stage>\w+)"'))
def stands_at(scene: Scene, stage: str) -> None:
    """The stage names the step that is due next."""
    case.stands_at(scene, STAGES[stage])


@step(parsers.re(r'"(?P<stage>\w+)"的事实是'))
def facts_are(scene: Scene, stage: str, datatable: Rows) -> None:
    """Each of these, as it was filled in."""
    case.facts_are(scene, STAGES[stage], _english(datatable))


@step("被拒绝，因为还没有轮到这一步")
def not_due(scene: Scene) -> None:
    """And nothing is written."""
    refused.is_refused(scene, "the step is not due")


@step(parsers.re(r'被拒绝，因为缺少"(?P<label>\w+)"'))
def missing(scene: Scene, label: str) -> None:
    """And nothing is written."""
    refused.is_refused(scene, "facts are missing or wrong")
    refused.refusal_names(scene, [[LABELS[label], "is required"]])


@step(parsers.re(rf'{WHO}用"(?P<words>\w+)"查到 (?P<count>\d+) 起案件'))
def finds(scene: Scene, by: str, words: str, count: str) -> None:
    """Among the resolved cases."""
    register.searches(scene, by, words)
    register.entries_found(scene, count)


def _english(rows: Rows) -> list[list[str]]:
    """The same facts under the names that the program knows."""
    return [[_label(label), VALUES.get(value, value)] for label, value in rows]


def _label(label: str) -> str:
    start, colon, rest = label.partition("：")
    return LABELS[start + colon] + rest
