# 网站的简体中文用语。

number-group = ,

overview = 概览
tasks = { $n } 个任务
graph-of = { $plan } 的依赖图

## templates/base.html and navigation

skip = 跳到正文
menu = 菜单
breadcrumb = 当前位置
site-navigation = 站点
nav-site = 站点
nav-pages = 页面
nav-plans = 计划
nav-examples = 示例
written-in = 写于 { $file }
written-in-line = 写于 { $file } 第 { $line } 行
made-with = 由 { $generator } 生成
on-this-page = 本页内容
in-this-section = 本节页面
previous-and-next = 上一页和下一页
previous = 上一页
next = 下一页
plans-that-change-this = 修改此项的计划

## templates/404.html

not-found = 此地址没有内容。
not-found-why = 它可能已被移走，或从未存在。
plans = 计划

## templates/overview.html, plans.html, next.html, pattern.html

sample-plan = 计划样例
ready-to-start = 可以开始
in-progress = 进行中
blocked = 受阻
all-plans = 所有计划
templates-and-archive = 模板与归档
not-counted-above = 以下各项未计入上面的数字。
example-domains = 示例领域

## templates/plan.html, source.html, example.html, graph.html

no-tasks-found = 没有找到任务。任务是形如 { $sample } 的行。
other-plans = 其他计划
about-this-plan = 关于此计划
source-of-lines = { $page } 的源文件，共 { $n } 行。
line = 第 { $line } 行
from-plan = 来自 { $plan }
the-plan = 计划
domains-of-same-patterns = 采用相同模式的领域
how-links-are-known = 每条关系的依据
before = 前置
after = 后续
known-from = 依据
where = 位置
loop = 循环

## templates/document.html, ledger.html, matrix.html

changes-capability = 它修改能力 { $capability }。
what-is-not-counted = 未计入的内容
reason-and-count = { $n }：{ $reason }
answer-all-requirements = 对应所有需求
each-requirement = 各项需求
each-requirement-and-its-tasks = 各项需求及其任务
requirement = 需求
tasks-heading = 任务
done-heading = 完成
tasks-that-answer-it = 对应的任务
no-task-answers-it = 没有对应的任务

## templates/components

parallel = 并行
graph-scrollable = 依赖图，可滚动
legend = 图例
stated = 明确声明
implied = 隐含
critical-path = 关键路径
graph-as-table = 以表格显示依赖图
as-a-table = { $title }（表格）
task-heading = 任务
state-heading = 状态
none = 无
plan-heading = 计划
progress-heading = 进度
next-task = 下一个任务
optional = 可选
requirements = 需求
source = 来源
ticked = 已勾选
not-ticked = 未勾选
phase-and-title = { $number }. { $title }
priority-of-phase = 优先级 { $priority }
optional-phase = 可选
after-heading = 前置任务
before-heading = 后续任务

## templates/about.html

how-tasks-are-counted = 任务如何计数
rule-lines = 看起来像复选框的行，要么是任务，要么是检查项，要么因下文所列的原因不计入。
rule-parents = 含有子任务的任务只显示、不计数：计入的是它的子任务。
rule-progress = 进度是已完成任务占全部计入任务的比例，不含跳过的任务和未完成的可选任务。
rule-checks = 检查项（验收与成功标准）单独计数，从不算作任务。
rule-marks = 含义不明的标记从不算作完成。
rule-uncounted = 模板与已归档的计划会显示，但不计入总数。
rule-edges = 依赖关系或由作者明确声明，或由阶段与任务的顺序隐含；各计划的依赖图会说明是哪一种、出自何处。
how-plans-were-read = 各计划的解读方式
read-as = 格式
like-boxes = 疑似复选框
checks-heading = 检查项
not-counted = 未计入
since-reason = 依据：{ $reason }
not-counted-in = { $plan } 中未计入 { $n } 行
tasks-without-boxes = 任务与检查项也可能不带复选框：写在标题、表格或单独的文件中。
why-not-counted = 未计入的原因
reason-heading = 原因
lines-heading = 行数
what-was-noticed = 发现的问题
kind-heading = 类别
severity-heading = 严重程度
times-heading = 次数
first-places = 首次出现的位置
site-as-a-whole = 整个站点
and-more = 以及另外 { $n } 处
check-tells-more = { $check } 会列出每一处及其行号，{ $explain } 会解释其含义。
nothing-was-noticed = 无：计划与页面中没有发现问题。
what-became-of-drawings = 图表的处理结果
drawn-heading = 已绘制
as-code-heading = 以代码显示
counted-by = 由 { $generator } 统计。

## States of a task

state-done = 已完成
state-in_progress = 进行中
state-ready = 可开始
state-waiting = 等待中
state-blocked = 受阻
state-skipped = 已跳过

## 依赖图

graph = 依赖图
graph-of-all-plans = 全部计划的依赖图
graph-by-phase-of = { $plan } 的依赖图（按阶段）
tasks-without-phase = 不属于任何阶段的任务
part-of-phase = { $title }（第 { $part } 部分，共 { $n } 部分）
done-of = 已完成 { $done }/{ $n }
links = { $n } 条依赖
see-in-graph = 查看前后任务
by-phase = 按阶段
task-by-task = 按任务
tasks-graph-description = { $phases ->
    [0] {""}
   *[other] { $phases } 个阶段，
}{ $n } 个任务。下面的表格列出同样的依赖。
phases-graph-description = { $n } 个部分，共 { $tasks } 个任务。每个部分都有自己的图。
plans-graph-description = { $n } 个互相等待的计划。下面的表格列出同样的依赖。
no-task-waits = 没有任务在等待其他任务。
no-open-task-waits = 没有未完成的任务在等待其他任务。
no-plan-waits = 没有计划在等待其他计划。
too-many-to-draw = { $n } 个任务和 { $links } 条依赖太多，无法画在一张图里；各阶段的图和表格包含全部内容。
too-many-phases = { $n } 个阶段太多，无法画在一张图里；表格中有通往每个阶段的链接。
too-many-plans = { $n } 个相互关联的计划太多，无法画在一张图里。
table-of-plans-is-cut = 表格列出 { $n } 个关联计划中的前 { $shown } 个；每个计划的页面会列出与它关联的计划。
unlinked-left-out = 省略了 { $n } 个没有依赖的任务。
over-left-out = 省略了 { $n } 个与未完成工作无关的任务；依赖图页面包含全部依赖。
implied-left-out = 有 { $n } 条可由其他依赖推出的依赖没有画出；表格中有它们。
before-those = – 再之前
after-those = – 再之后
plans-graph-lead = { $linked ->
    [0] { $n } 个计划中没有一个在等待其他计划。
   *[other] { $n } 个计划中有 { $linked } 个与其他计划关联。
}
plans-graph-rest = 共有 { $links } 处任务在等待其他计划的任务。
more-plans = 还有 { $n } 个
plans-alone = 与其他计划无关联的计划
show-critical-path = 只显示关键路径
follows-from-others = 可由其他依赖推出
part-of-task = 任务的一部分
download = 下载
download-as = { $title }，{ $size }
zoom-in = 放大
zoom-out = 缩小
zoom-fit = 适应宽度
zoom-actual = 实际大小
move-left = 向左移动
move-right = 向右移动
move-up = 向上移动
move-down = 向下移动
graph-controls = 图的视图
level-by-level = 按层级
level = 第 { $n } 层
lines-in-parts = 每一层的任务只等待前面各层的任务；连线画在各阶段的图中。
tables-in-parts = 表格与各阶段的图放在一起。
