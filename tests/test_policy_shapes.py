"""Whole documents of several kinds, each with everything that is printed around its text."""

from __future__ import annotations

from datetime import date

from index.parsers import parse
from index.parsers.accounting import unaccounted

JOINT_NOTICE = """索引号：YJ001　　发文字号：云人社发〔2024〕8号
有效性：现行有效

云津市人力资源和社会保障局
云津市财政局
关于印发《云津市技能补贴管理
办法》的通知
云人社发〔2024〕8号

各县（市、区）人力资源和社会保障局、财政局，市直各单位：
《云津市技能补贴管理办法》已经市政府同意，现印发给你们，请遵照执行。

附件：1.云津市技能补贴管理办法
　　　2.补贴申请表

云津市人力资源和社会保障局　　云津市财政局
2024年6月3日
（此件公开发布）

附件1

云津市技能补贴管理办法

第一章　总　则
第一条　为了规范技能补贴管理，制定本办法。
第二条　本市行政区域内的技能补贴适用本办法。
第二章　申请
第三条　申请人应当提交下列材料：
（一）申请表；
（二）证书。
补贴资金由市财政局拨付。
第四条　本办法自2024年7月1日起施行，有效期3年。《云津市培训补贴办法》同时废止。

附件2

补贴申请表
姓名　　身份证号　　证书名称
＿　　＿　　＿

抄送：市委办公室，市人大常委会办公室。
云津市人力资源和社会保障局办公室　　2024年6月5日印发
"""


def test_a_joint_notice_with_the_rules_it_issues() -> None:
    document = parse(JOINT_NOTICE, "name")
    assert not unaccounted(JOINT_NOTICE, document)
    assert document.kind == "policy"
    assert document.genre == "通知"
    assert document.title.endswith("关于印发《云津市技能补贴管理办法》的通知")
    assert document.document_number == "云人社发〔2024〕8号"
    assert document.issuer == "云津市人力资源和社会保障局、云津市财政局"
    assert document.addressees == ("各县（市、区）人力资源和社会保障局", "财政局", "市直各单位")
    assert document.attachments == ("云津市技能补贴管理办法", "补贴申请表")
    assert (document.signed, document.issued) == (date(2024, 6, 3), date(2024, 6, 5))
    assert (document.effective, document.valid_until) == (date(2024, 7, 1), date(2027, 6, 30))
    assert (document.validity, document.validity_evidence) == ("in_force", "有效性：现行有效")
    assert document.repeals == ("云津市培训补贴办法",)
    assert document.disclosure == "public"
    assert document.distribution == ("市委办公室", "市人大常委会办公室")
    labels = [r.label for r in document.resolutions]
    assert labels[:4] == ["第一条", "第二条", "第三条", "第四条"]
    assert "（二）证书。\n补贴资金由市财政局拨付。" in document.resolutions[2].points[0].text


WRAPPED_NOTICE = """云津市人民政府办公室关于做好
汛期安全工作的紧急通知

各县（市、区）人民政府，市防汛指挥部各成员单位：
　　入汛以来，我市降雨偏多，山区地质灾害风险持续上升，部
分水库水位偏高。为确保安全度汛，经市政府同意，现将有关事
项通知如下：
　　一、落实防汛责任。各级行政责任人要到岗到位，水库、堤防
和山洪灾害点的责任人要逐一核实，联系方式有变化的当日报市
防汛指挥部办公室。
　　二、加强巡查值守。对病险水库实行二十四小时值守，发现渗
漏、裂缝等险情立即处置，并在一小时内报告，不得迟报、瞒报。
　　三、做好物资准备。市应急局要在六月底前完成物资清点补充，
保证关键时刻调得出、用得上。

　　　　　　　　　　　　　　　云津市人民政府办公室
　　　　　　　　　　　　　　　2024年6月18日
"""


def test_a_wrapped_notice_is_read_by_its_paragraphs() -> None:
    document = parse(WRAPPED_NOTICE, "name")
    assert not unaccounted(WRAPPED_NOTICE, document)
    assert document.title == "云津市人民政府办公室关于做好汛期安全工作的紧急通知"
    assert document.addressees == ("各县（市、区）人民政府", "市防汛指挥部各成员单位")
    assert [(r.label, r.heading) for r in document.resolutions] == [
        ("一、", "落实防汛责任"),
        ("二、", "加强巡查值守"),
        ("三、", "做好物资准备"),
    ]
    assert document.issuer == "云津市人民政府办公室"
    assert document.validity is None
    assert document.validity_evidence is None
