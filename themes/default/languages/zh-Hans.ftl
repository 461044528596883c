# 网站的简体中文用语。

number-group = ,

number = { $n }
percent = { $n }%
overview = 概览
tasks = { $n } 个任务
graph-of = { $plan } 的依赖图

## templates/base.html and navigation

skip = 跳到正文
to-top = 回到页首
menu = 菜单
breadcrumb = 当前位置
site-navigation = 站点
nav-site = 站点
nav-pages = 页面
nav-plans = 计划
nav-examples = 示例
written-in = 来源：{ $file }
written-in-line = 来源：{ $file } 第 { $line } 行
made-with = 由 { $generator } 生成
on-this-page = 本页内容
in-this-section = 本节页面
previous-and-next = 上一页和下一页
previous = 上一页
next = 下一页
plans-that-change-this = 修改此项的计划

## src/markdown/prose.rs: the words in texts

link-not-found = 未找到：{ $target }
table-of = 表格：{ $columns }
footnotes = 脚注
back-to-text = 返回正文

## templates/404.html

not-found = 此地址没有内容。
not-found-why = 它可能已被移走，或从未存在。
moved = 此页已移至：
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
graph-scrollable = { $title }，可滚动
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
simplified-heading = 已简化
as-code-heading = 以代码显示
counted-by = 由 { $generator } 统计。

## Search

search = 搜索
search-label = 搜索计划、任务和页面
search-letters = 按首字母列出全部内容
search-without-script = 搜索需要脚本；没有脚本时，可在此查看全部内容。
search-all = 共 { $n } 项计划、任务和页面。
search-other = 其他
search-results = { $n } 条结果
search-first = 前 { $n } 条结果，共 { $all } 条
search-none = 没有找到“{ $words }”
search-failed = 无法加载搜索。
search-disk = 从磁盘打开的页面无法使用搜索。全部内容已按首字母列出。
search-see-all = 全部结果
kind-plan = 计划
kind-task = 任务
kind-page = 页面
kind-section = 小节
kind-document = 文档
kind-requirement = 需求
kind-example = 示例

## What the script adds

close = 关闭
theme-system = 配色：跟随系统
theme-light = 配色：浅色
theme-dark = 配色：深色
keys = 键盘快捷键
keys-rows = 下一个和上一个任务
keys-open = 打开任务
keys-copy = 复制任务链接
keys-single = 启用单键快捷键
key-enter = Enter
key-escape = Esc
key-control = Ctrl
copy-link-of = 复制 { $task } 的链接
link-copied = 链接已复制。
graph-lit = { $task }：在其之前 { $after }；在其之后 { $before }。
graph-nothing = 无
visit-was = 新变化，此前为{ $state }
visit-new = 新增
visit-changed = 有变化
visit-done = 又完成 { $n } 项
visit-changes = 自您上次访问以来有 { $n } 处变化。
visit-mark = 标记为已看
visit-seen = 已标记为已看。

## States of a task

state-done = 已完成
state-in_progress = 进行中
state-ready = 可开始
state-waiting = 等待中
state-blocked = 受阻
state-skipped = 已跳过

## templates/timeline.html

timeline = 时间线
timeline-of = { $plan } 的时间线
timeline-of-all = 所有计划的时间线
timeline-scrollable = { $title }，可滚动
timeline-description = { $n } 个条形，从{ $start }到{ $end }。下方表格内容相同。
timeline-as-a-table = 以表格显示时间线
start-heading = 开始
end-heading = 结束
length-heading = 时长
no-place-in-time = 无时间
not-stated = 未注明
what-is-done-of-it = 已完成部分
length-not-known = 时长未知
waves = 批次
waves-why = 作者希望同时进行的任务。
wave = 第 { $name } 批
after-wave = 在 { $name } 之后
still-open = 未完成
over = 已结束
in-no-phase = 不属于任何阶段
done-of = 已完成 { $done } / { $total }
step = 第 { $n } 步
bar-of-task = { $task }，{ $state }，{ $start }至{ $end }
bar-of-task-critical = { $task }，{ $state }，{ $start }至{ $end }，关键路径
bar-of-plan = { $plan }，{ $words }，{ $start }至{ $end }
days = { $n } 天
takes-work = 逐项进行需要 { $all }；能并行的都并行，则需 { $least }。
takes-steps = { $n } 个任务可分 { $steps } 步完成，但都没有注明时长。
runs = 工作从{ $first }持续到{ $last }。
nothing-has-a-time = 无法安排时间：所有任务不是已跳过，就是在等待自身。
left-of-work = 剩余工作 { $all }，最短需 { $least }。
not-estimated = { $n } 个任务没有估算时长，未计入以上数字。
plans-take-steps = { $n } 个计划共需 { $steps } 步，任务都没有注明时长。
plans-take-work = { $n } 个计划的任务逐项进行需要 { $all }；剩余部分最短需 { $left }。
plans-run = 计划从{ $first }持续到{ $last }。
plans-without-dates = { $n } 个计划没有日期，仅列于表格中。
reading-steps = 每个条形在其等待的任务全部完成后开始；由于没有任务注明时长，每个任务画作一步。
reading-work = 每个条形在其等待的任务全部完成后开始。
reading-days = 已设定的日期照原样显示；没有日期的条形在其等待的任务全部完成后开始。每天按 { $hours } 小时工作计算。
reading-unknown = 未注明时长的任务按 { $length } 绘制，边框为虚线。
reading-due = 菱形表示任务的截止日。
reading-plan-steps = 横条从计划最早的开始到最早的结束，包括等待其他计划的时间；没有任务注明时长，因此每个任务算一步。
reading-plan-work = 横条从计划最早的开始到最早的结束，包括等待其他计划的时间。
reading-plan-days = 每个计划按其自身的日期和时长排列。
no-work-is-left = 没有剩余的工作。
sum-of-times = 逐项进行
longest-time = 并行
stated-and-computed = { $computed }；计划中注明 { $stated }

## Dates

date = { $year }年{ $month }月{ $day }日
date-short = { $month }月{ $day }日
date-month = { $year }年{ $month }月
plan-is-due = 计划的截止日为 { $day }。
today-is = 今天是 { $day }。
today-mark = 今天，{ $day }
are-overdue = 已逾期：{ $tasks }。
should-have-begun = 现在应已开始：{ $tasks }。
stand-still = 进行中但至少 { $days } 天没有变化：{ $tasks }。
nothing-is-late = 没有延误。
not-changed-for = 已 { $days } 天没有变化。
was-due = 截止日 { $day } 已过。
is-due = 截止日为 { $day }。

## templates/components/task.html

phase-over = { $n } 个任务，全部完成
finished-on = 最后一个任务完成于 { $day }。
stopped-by = 剩余工作在等待受阻的 { $tasks }。
## Lists on several pages: src/site/turn.rs, templates/components/turning.html

rows-shown = 第 { $from } 至 { $to } 项，共 { $all } 项
page-of-pages = 第 { $page } 页，共 { $pages } 页
title-and-page = { $title }（第 { $page } 页）
pages-of-list = 此列表的各页
page-number = 第 { $n } 页
continued = （续）
phases = 阶段
whole-graph-table = 完整表格见依赖图页面
all-domains = 所有领域

## All tasks and owners: src/site/tasks.rs, owner.rs, filter.rs, templates/tasks.html, owners.html, owner.html

all-tasks = 所有任务
tasks-by-state = 按状态查看任务
owners = 负责人
owners-of-tasks = 这里的任务共有 { $n } 位负责人。
tasks-without-owner = { $n } 个任务没有负责人。
owner-heading = 负责人
phase-heading = 阶段
label-heading = 标签
duration-heading = 时长
phase-number = 阶段 { $number }
part-of = 属于 { $task }
part-of-heading = 属于
parents-are-not-listed = 含有子任务的任务不单独列出，只列出其子任务。
filter-tasks = 筛选任务
filter-text = 文本
filter-any = 不限
filter-clear = 清除筛选
filter-more = 显示更多
tasks-that-match = 符合条件的任务
tasks-matching = 符合条件的任务：{ $n } 个，共 { $all } 个。
tasks-of-page-only = 其余任务无法加载，因此只筛选了本页的任务。

## src/site/words.rs: lists and numbers

sentence-space = {""}
list-next = {"、"}
list-last = {"和"}
list-or = {"或"}
list-more = {"以及另外 "}{ $n } 项
ended = { $words }。
quoted = “{ $words }”
minutes = { $m } 分钟
hours = { $h } 小时
hours-and-minutes = { $h } 小时 { $m } 分钟
tokens = { $n } 个 token
tokens-thousands = { $n }K 个 token
tokens-millions = { $n }.{ $tenths }M 个 token
words-and-more = { $words }，{ $more }
title-and-note = { $title }，{ $note }
spelled = { $n }
spelled-inside = { $n }

## src/site/words.rs: how a set of tasks stands

no-tasks-yet = 还没有任务。
no-task-has-to-be-done = 没有必须完成的任务。
all-done = 全部 { $total } 个任务均已完成。
none-done = { $total } 个任务均未完成。
done-of-total = { $total } 个任务中已完成 { $done } 个。
tasks-in-progress = { $n } 个正在进行。
tasks-can-start = { $n } 个现在可以开始。
nothing-can-start-now = 目前没有可以开始的任务。
tasks-wait = { $n } 个在等待未完成的工作。
tasks-blocked = { $n } 个受阻。
tasks-blocked-and-waiting = { $blocked } 个受阻，{ $waiting } 个在等待未完成的工作。
optional-open = 其中 { $n } 个为可选任务，不计入总数。
tasks-skipped = { $n } 个已跳过。
no-plans-yet = 还没有计划。
write-a-plan = 请在内容文件夹中写一个 Markdown 文件，然后重新构建。
no-plan-counted = 目前没有计入统计的计划。
plans-listed-below = 下面列出 { $n } 个模板或归档的计划。
bar = 已完成 { $done }/{ $total }
bar-optional = { $n } 个可选任务未完成
bar-empty = 没有任务
chip-all-done = 全部完成
chip-blocked = { $n } 个受阻
chip-ready = { $n } 个可开始
chip-in-progress = { $n } 个进行中
chip-waiting = 等待中
chip-no-tasks = 没有任务
chip-template = 模板
chip-archived = 已归档

## src/site/words.rs: dates, modes, kinds

date-created = 创建
date-start = 开始
date-scheduled = 计划
date-due = 截止
date-done = 完成
date-cancelled = 放弃
date-updated = 更新
mode-sequential = 按顺序进行
mode-parallel = 可并行进行
mode-mixed = 按顺序或并行
mode-repeatable = 可重复
kind-requirements = 需求
kind-specifications = 规格
kind-bug-fixes = 缺陷修复
kind-proposals = 提案
kind-plans = 计划
kind-designs = 设计
kind-research = 调研
kind-data-models = 数据模型
kind-quickstarts = 快速入门
kind-contracts = 契约
kind-capabilities = 能力
kind-checklists = 检查清单
kind-decisions = 决策
kind-guidance = 指南
kind-references = 参考
kind-drafts = 草稿
kind-tasks = 任务
kind-other-documents = 其他文档
count-requirements = { $n } 份需求
count-specifications = { $n } 份规格
count-bug-fixes = { $n } 份缺陷修复
count-proposals = { $n } 份提案
count-plans = { $n } 份计划
count-designs = { $n } 份设计
count-research = { $n } 份调研
count-data-models = { $n } 份数据模型
count-quickstarts = { $n } 份快速入门
count-contracts = { $n } 份契约
count-capabilities = { $n } 项能力
count-checklists = { $n } 份检查清单
count-decisions = { $n } 份决策
count-guidance = { $n } 份指南
count-references = { $n } 份参考
count-drafts = { $n } 份草稿
count-tasks = { $n } 项任务
count-other-documents = { $n } 份其他文档
change-added = 新增
so-many-added = 新增 { $n } 项
change-modified = 修改
so-many-modified = 修改 { $n } 项
change-removed = 移除
so-many-removed = 移除 { $n } 项
change-renamed = 重命名
so-many-renamed = 重命名 { $n } 项

## src/site/words.rs: requirements

all-answered = { $kind ->
    [story] 全部 { $n } 个用户故事都有对应的任务。
    [criterion] 全部 { $n } 条成功标准都有对应的任务。
   *[requirement] 全部 { $n } 条需求都有对应的任务。
}
kind-and-count = { $kind ->
    [story] { $n } 个用户故事
    [criterion] { $n } 条成功标准
   *[requirement] { $n } 条需求
}
the-kind = { $kind ->
    [story] 这 { $n } 个用户故事
    [criterion] 这 { $n } 条成功标准
   *[requirement] 这 { $n } 条需求
}
some-answered = { $kind ->
    [story] { $n } 个用户故事中有 { $answered } 个有对应的任务，{ $open } 个没有。
    [criterion] { $n } 条成功标准中有 { $answered } 条有对应的任务，{ $open } 条没有。
   *[requirement] { $n } 条需求中有 { $answered } 条有对应的任务，{ $open } 条没有。
}
answered-in-part = { $n } 条只有部分对应。
all-tasks-done-of = 其中 { $met } 条的任务已全部完成（共 { $n } 条）。
none-cited = { $kinds }；没有任务引用它们。
no-task-cites = 没有任务引用{ $kinds }。

## src/site/words.rs: why a task stands as it does

rule-field = 在其依赖中声明
rule-diagram = 在图中绘出
rule-prose = 在正文中说明
rule-group = 为整个阶段或计划声明
rule-wave = 以批次声明
rule-phase-order = 阶段的顺序
rule-task-order = 任务的顺序
rule-in-places = { $rule }，{ $n } 处中的第一处
why-after = 在 { $tasks } 之后。
why-before = 在 { $tasks } 之前。
begun-before = 在 { $tasks } 完成之前已开始。
blocked-because = 受阻：{ $reason }。
unknown-no-plan = 没有这个计划
unknown-several-plans = 有多个计划使用这个名称
unknown-no-task = 没有这个任务
unknown-several-tasks = 有多个任务使用这个编号
unknown-several-phases = 有多个阶段使用这个编号
unknown-too-many = 数量过多，无法一一关联
unknown-no-name = 没有指明任务
waits-for-unknown = 等待“{ $name }”：{ $why }。
waits-for-itself = 循环等待自身：{ $tasks }。
waits-for-itself-by-others = 经由其他任务循环等待自身。
blocked-with-parent = 随上级任务一同受阻。
also-waits-for = 还在等待 { $tasks }。
waits-for-work = 等待未完成的工作。
is-state = { $state ->
    [ready] 可以开始
    [in_progress] 正在进行
    [blocked] 受阻
    [waiting] 在等待
   *[done] 已完成
}
which-is-state = 而它{ is-state }
waits-for-one = 等待 { $first }，{ which-is-state }。
waits-for-one-next = 等待 { $first }，它又等待 { $next }，{ which-is-state }。
waits-for-one-of-several = 等待 { $first }，它又等待 { $next }；{ $start } { is-state }。
waits-for-one-far = 等待 { $first }，它又等待 { $next }，依此类推直到 { $start }，{ which-is-state }。
waits-for-several = 等待 { $first }。其中 { $one } { is-state }。
waits-for-several-next = 等待 { $first }。其中 { $one } 等待 { $next }，{ which-is-state }。
waits-for-several-of-several = 等待 { $first }。其中 { $one } 等待 { $next }；{ $start } { is-state }。
waits-for-several-far = 等待 { $first }。其中 { $one } 等待 { $next }，依此类推直到 { $start }，{ which-is-state }。
further = { $more ->
    [0] {""}
   *[other] ；后面还有 { $more } 个任务
}
unlocks = 完成后可开始 { $tasks }{ further }。
needed-by-one = { $tasks } 需要它{ further }。
needed-with-others = { $tasks } 需要它和另外 { $others } 个任务{ further }。
needed-by-several = { $tasks } 需要它和其他任务{ further }。
nothing-waits-for-it = 没有任务在等待它{ further }。

## src/site/present.rs and front.rs

about-this-data = 关于这些数据
patterns = 模式
capabilities = 能力
all-examples = 所有示例
all-n-plans = 全部 { $n } 个计划
all-n-domains = 全部 { $n } 个领域
all-n-ready = 全部 { $n } 个可开始的任务
all-n-templates = 全部 { $n } 个模板和已归档的计划
checks-ticked = 已勾选 { $done }/{ $n } 个检查项
no-plans-found = 内容文件夹中没有找到计划。
nothing-else-can-start = 在进行中的工作完成之前，没有其他任务可以开始。
nothing-can-start = 没有可以开始的任务：剩下的都在等待受阻的任务。
and-more-tasks = 另有 { $n } 个任务。
none-left = 无
figure-nothing-is-left = 没有剩余工作
figure-one-after-another = 依次进行
work-left = 剩余工作 { $left }
work-left-at-least = 至少；剩余工作 { $left }，另有 { $n } 个任务时长未知
in-plans = 分布在 { $n } 个计划中
blocked-or-waiting = 受阻或等待
so-many-blocked-and-waiting = { $blocked } 个受阻，{ $waiting } 个等待
shortest-finish = 最短完成时间
so-many-plans = 共 { $n } 个计划。
patterns-in-use = 此处采用了 { $n } 种工作模式。
what-a-pattern-is = 模式说明工作如何进行，与工作内容无关。
plans-and-domains = { $domains ->
    [0] { $plans } 个计划
   *[other] { $plans } 个计划，{ $domains } 个示例领域
}
no-plan-follows = 还没有计入统计的计划采用此模式。
plans-follow = { $n } 个计划采用此模式。
so-many-pages = 共 { $n } 个页面。
all-pages = 所有页面
so-many-requirements = { $n } 条需求。
no-page-here = 此地址没有页面。
page-not-found = 找不到页面
pattern-structured-sequential-workflow = 按固定顺序进行的阶段，每个阶段检查通过后才开始下一个。
pattern-creative-iterative-process = 草稿与反馈反复循环，直到作品令人满意。
pattern-resource-management = 资源的创建、维护、变更与退役，并规定谁可以做什么。
pattern-exploratory-research = 先广泛搜索，再细看所得，最后得出结论。
pattern-modern-development-workflow = 先打好基础，再并行推进自动化、交付与监测。

## src/site/document.rs, requirement.rs, example.rs

all-n-documents = 全部 { $n } 份文档
so-many-documents = { $n } 份文档。
among-them = 其中有{ $kinds }。
about-the-plan = 关于计划
documents-of = { $plan } 的文档
document-of-plan = { $plan } 的{ $document }。
capability-and-count = { $title }，{ $n } 条需求
together-they-state = 合计 { $n } 条需求。
questions-open = 文中还有 { $n } 个未决问题。
requirements-and-tasks = 需求与任务
requirements-and-tasks-of = { $plan } 的需求与任务
so-many-phases = { $n } 个阶段。
phases-with-parallel = { $n } 个阶段，其中 { $parallel } 个有并行工作。
more-phases = 另有 { $n } 个阶段
examples-in-plans = { $plans } 个计划中的 { $examples } 个示例
examples-in-domains = { $domains } 个领域中的 { $examples } 个示例。
what-examples-are = 每个示例都展示另一领域中的工作模式，收集自此处的所有计划与文档。
examples-by-domain = 按领域查看示例
follows = 采用 { $patterns }。

## src/site/drawing.rs

no-open-task-waits = 没有未完成的任务在等待其他任务。
no-task-waits = 没有任务在等待其他任务。
too-many-to-draw = { $tasks } 个任务和 { $links } 条关系太多，无法绘制在一张图中；表格列出了它们。
unlinked-left-out = 省略了 { $n } 个没有关系的任务。
over-left-out = 省略了 { $n } 个与未完成工作无关的任务；依赖图页面列有全部关系。
graph-description = { $phases ->
    [0] { $tasks } 个任务。下方表格列出相同的关系。
   *[other] { $phases } 个阶段中的 { $tasks } 个任务。下方表格列出相同的关系。
}

## src/site/plan.rs

graph = 依赖图
markdown-source = Markdown 源文件
task-is-blocked = { $name } 受阻：{ $reason }。
details = 详情
steps = { $steps } 个步骤
checks = { $checks } 个检查项
steps-and-checks = { steps }，{ checks }
effort = 工作量
edge-after = 在 { $tasks } 之后
edge-before = 在 { $tasks } 之前
edge-back-from = 自 { $tasks } 返回
edge-back-to = 返回 { $tasks }
cycle-title = 这些任务互相等待
cycle-text = { $tasks }。除非去掉其中一个依赖，否则都无法开始。
unknown-title = 有依赖没有指向
unknown-text = { $task } 等待“{ $name }”：{ $why }。
ends-early-title = 所绘的图让部分工作提前结束
ends-early-text = 没有任务等待 { $tasks }，尽管后面还有阶段。
total-title = 所述总计不一致
total-sequential = 计划所述的逐项进行时长为 { $stated }，而任务合计为 { $computed }。
total-parallel = 计划所述的并行时长为 { $stated }，而任务合计为 { $computed }。
total-tokens = 计划所述的上下文为 { $stated }，而任务合计为 { $computed }。
total-phases = 计划所述的阶段数为 { $stated }，而实际为 { $computed }。
comes-after = { $task } 在 { $other } 之后，{ which-is-state }。
markdown-of = { $page } 的 Markdown 源文件。
source-of = { $file } 的源文件
tasks-over-done = 已完成 { $n } 个任务
tasks-over-skipped = 已跳过 { $n } 个任务
template-title = 这是一个模板
template-text = 其中有待填写的位置，其任务不计入本站总数。
set-aside-title = 此计划已被另一个计划取代
set-aside-later = 仅供查阅，因为 { $file } 是它的较新版本。其任务不计入本站总数。
set-aside-same = 仅供查阅，因为它与 { $plan } 逐字相同。其任务不计入本站总数。
archived-title = 此计划已归档
archived-text = 仅供查阅，其任务不计入本站总数。
draft-title = 这是草稿
draft-text = 因构建时包含草稿而显示。
fact-sequential = 依次进行
fact-longest = 最长路径
fact-left = 剩余
work-and-shortest = 工作量 { $work }，最短 { $shortest }
fact-not-estimated = 未估算
fact-context = 上下文
so-many-ticked = 已勾选 { $done }/{ $total }
dependencies-drawn = { $drawn ->
    [0] {""}
   *[other] ，其中绘出 { $drawn } 条
}
dependencies-and-sources = { $others ->
    [0] { $n } 条依赖：作者声明 { $stated } 条{ dependencies-drawn }。
   *[other] { $n } 条依赖：作者声明 { $stated } 条{ dependencies-drawn }；其余由阶段与任务的顺序得出。
}
nothing-left-to-do = 没有剩余工作。
longest-path-one = 剩余的最长路径是 { $path }。
longest-path = 剩余的最长路径是 { $path }：{ $length }。

## src/site/about.rs and account.rs

each-became-one = 每一行都成为其中之一。
each-listed-with-reason = 未计入的每一行都列出了原因。
was-read-as = 按 { $dialect } 解读：{ $reason }。
lines = { $n } 行
about-data-of = 关于 { $plan } 的数据
about-all-data = 关于所有数据
boxes-parents = { $parents ->
    [0] {""}
   *[other] （其中 { $parents } 个含有子任务，自身不计入）
}
boxes-lines = { $boxes } 行看起来像复选框
boxes-tasks = { $tasks } 个任务
boxes-sum = { boxes-lines }：{ boxes-tasks }{ boxes-parents }，{ checks }，{ $excluded } 行未计入。
tasks-without-box = 另有 { $n } 个任务写在没有复选框的行上。
checks-without-box = 另有 { $n } 个检查项写在没有复选框的行上。
less-skipped = { $n } 个已跳过
less-optional = { $n } 个可选且未完成
progress-sum = 进度：{ $total } 个任务中已完成 { $done } 个。
progress-sum-less = 进度：{ $total } 个任务中已完成 { $done } 个；{ $total } 是 { $leaves } 个没有子任务的任务减去{ $less }。
checks-sum = 检查项：已勾选 { $done }/{ $total }。检查项与任务分开计数。
template-sum = 该计划是模板，不计入站点总数。
archived-sum = 该计划已归档，不计入站点总数。

## 作者的图

# kind: what is drawn, such as Flowchart
diagram-scrollable = { $kind }（可滚动）
diagram-source-follows = 源代码见下方。
# kind: what is drawn, such as Flowchart
diagram-source = { $kind }：源代码
# kind: what is drawn, such as Flowchart
diagram-as-code = { $kind }无法绘制，因此以源代码显示。
simplified-to-boxes = 图太大，无法按原样绘制：{ $boxes } 个方框由本站重新排布。
simplified-to-groups = 图太大，无法按原样绘制：共 { $boxes } 个方框，同一组的方框合为一个，并注明数量。
simplified-to-levels = 图太大，无法按原样绘制：共 { $boxes } 个方框，离起点同样远的方框合为一个，并注明数量。
lines-that-follow-left-out = 省略了 { $n } 条可由其他连线推出的连线。
words-of-lines-left-out = 省略了 { $n } 条连线上的文字。
diagram-flowchart = 流程图
diagram-sequence = 时序图
diagram-gantt = 甘特图
diagram-state = 状态图
diagram-class = 类图
diagram-entity = 实体关系图
diagram-pie = 饼图
diagram-mindmap = 思维导图
diagram-timeline = 时间线
diagram-git = Git 图
diagram-quadrant = 四象限图
diagram-kanban = 看板
diagram-journey = 用户旅程图
diagram-chart = 坐标图
diagram-requirement = 需求图
diagram-block = 框图
diagram-other = 图

## components/author.html: an author's own drawing of the work

author-drawing = 作者绘制的图
# title: what the drawing is called
author-drawing-scrollable = { $title }（可滚动）
author-drawing-words = 由作者绘制，并标出每个任务的状态。
author-drawing-above = 此图位于正文上方，并标出每个任务的状态。
# done: how many tasks are done; n: of how many
phase-done-of = 已完成 { $done } / { $n } 个任务
drawn-only = 图中有，任务未声明
stated-not-drawn = 已声明，图中没有
drawing-differs = 图与任务不一致。
# before, after: tasks, linked
drift-missing = { $after } 等待 { $before }，但图中没有画出。
# before, after: tasks, linked
drift-extra = 图中 { $before } 在 { $after } 之前，但后者自己的依赖并未提到它。
whole-graph-elsewhere = 全部依赖关系画在依赖图页面上。
as-the-author-draws = 作者的画法
all-dependencies = 全部依赖关系
## 依赖图: src/site/graph.rs, chart.rs, graph_text.rs, templates/graph.html

graph-of-all-plans = 全部计划的依赖图
graph-by-phase-of = { $plan } 的依赖图（按阶段）
tasks-without-phase = 不属于任何阶段的任务
part-of-phase = { $title }（第 { $part } 部分，共 { $n } 部分）
part-done-of = 已完成 { $done }/{ $n }
links = { $n } 条依赖
see-in-graph = 查看前后任务
around-task = { $task } 的前后任务
all-of-this-part = 这一部分的完整图
by-phase = 按阶段
task-by-task = 按任务
phases-graph-description = { $n } 个部分，共 { $tasks } 个任务。每个部分都有自己的图。
plans-graph-description = { $n } 个互相等待的计划。下面的表格列出同样的依赖。
no-plan-waits = 没有计划在等待其他计划。
too-many-phases = { $n } 个阶段太多，无法画在一张图里；表格中有通往每个阶段的链接。
too-many-plans = { $n } 个相互关联的计划太多，无法画在一张图里。
table-of-plans-is-cut = 表格列出 { $n } 个关联计划中的前 { $shown } 个；每个计划的页面会列出与它关联的计划。
implied-left-out = 有 { $n } 条可由其他依赖推出的依赖没有画出；表格中有它们。
before-those = {"；再之前："}
after-those = {"；再之后："}
so-many-links = （{ links }）
box-name = { $title }，{ $state }
box-name-critical = { $title }，{ $state }，关键路径
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
download = 下载：
download-as = { $title }，{ $size }
zoom-in = 放大
zoom-out = 缩小
zoom-fit = 适应宽度
zoom-actual = 1:1，实际大小
move-left = 向左移动
move-right = 向右移动
move-up = 向上移动
move-down = 向下移动
graph-controls = 图的视图
level-by-level = 按层级
level = 第 { $n } 层
lines-in-parts = 每一层的任务只等待前面各层的任务；连线画在各阶段的图中。
tables-in-parts = 表格与各阶段的图放在一起。
mermaid-left-out = Mermaid 最多画 { $links } 条连线、{ $characters } 个字符；省略了：{ $what }
boxes = { $n } 个方框
ends-of-titles = 长标题的末尾
## 预览：src/cli/serve.rs，src/io/server/

preview = 预览
preview-lost = 预览没有响应，正在重试……
preview-back = 预览已恢复响应。
preview-updated = 页面已更新。
preview-drafts = 正在显示草稿
preview-close = 关闭
preview-errors = { $n } 个错误
preview-warnings = { $n } 个警告
preview-more = 终端中还列出了另外 { $n } 个问题。
preview-nearest = 您要找的可能是以下计划之一：

## Why a line is not counted: src/plan/ledger.rs

uncounted-front-matter = 位于文件开头的元数据中
uncounted-code-fence = 位于代码块中
uncounted-indented-code = 位于缩进代码中
uncounted-comment = 位于 HTML 注释中
uncounted-raw-html = 位于原始 HTML 中，其中的 Markdown 不会解读
uncounted-quote = 位于引用块中
uncounted-footnote = 位于脚注中
uncounted-too-intricate = 所在之处结构过于复杂，无法解读
uncounted-examples = 位于示例小节中
uncounted-legend = 位于说明标记的小节中
uncounted-tag = 方括号中是标签，不是状态
uncounted-link = 方括号是链接
uncounted-table = 位于表格单元格中
uncounted-heading = 位于标题中
uncounted-struck-out = 连同复选框一起被划掉
uncounted-no-words = 复选框后没有文字
uncounted-plain-text = 是普通文本：此处没有列表项
uncounted-text-of-item = 是某个列表项正文的一部分
uncounted-no-space = 复选框后缺少空格
uncounted-no-mark = 方括号之间没有内容
uncounted-long-mark = 方括号之间不止一个字符
uncounted-wrapped = 复选框位于粗体或斜体文字之内
uncounted-drawn = 复选框是画出的符号，不是写出的方括号
uncounted-limit = 计划的任务数超过可读取的上限
uncounted-not-read = 未被解读为任务

## By what a plan was recognised: src/plan/model.rs

sign-front-matter = 文件开头的元数据已注明
sign-path = 路径已表明
sign-title = 标题以“Tasks -”开头
sign-snails = 含有标有 🐌 或 🐍 的任务
sign-numbered-phases = 含有阶段和带编号的任务
sign-cited-requirements = 含有引用需求的带编号任务
sign-numbered-groups = 任务按其所属标题编号
sign-task-ids = 含有带“T001”之类编号的复选框
sign-heading-ids = 含有作为任务的标题，如“T001: …”
sign-purpose-phases = 含有写明目的的阶段，以及标有“[P]”或“[US1]”的任务
sign-long-ids = 含有阶段和“TASK-001 [P]”之类的任务
sign-for-hands = 文中说明将逐项执行任务
sign-task-headings = 含有作为任务的标题
sign-task-section = 含有任务与子任务小节
sign-name = 名称已表明，且含有任务
sign-dated = 含有带日期或编号的任务
sign-good-part = 相当一部分内容是任务
sign-most-part = 大部分内容是任务

## Kinds of problems: src/diagnostic/code.rs

severity-error = 错误
severity-warning = 警告
severity-note = 提示
code-duplicate-id = 同一计划中有两个任务使用相同的编号。
code-unresolved-reference = 依赖指向不存在的内容。
code-ambiguous-reference = 依赖所用的编号属于多个任务。
code-self-dependency = 任务依赖自身。
code-cycle = 任务之间循环等待。
code-loop = 图中带文字的箭头指回较早的任务。
code-parallel-but-depends = 两个任务声明为并行，但其中一个依赖另一个。
code-parallel-asymmetric = 任务声明与另一个任务并行，但后者没有这样声明。
code-phase-count-differs = 阶段声明的并行任务数与实际不符。
code-done-before-prerequisite = 任务已完成，但它依赖的任务尚未完成。
code-not-in-diagram = 计划的依赖图遗漏了任务。
code-gates-nothing = 后面还有阶段，却没有任何任务等待此任务。
code-parent-box-stale = 上级任务的复选框与下级任务不一致。
code-unknown-mark = 复选框中的标记没有含义。
code-requirement-missing = 任务引用了计划中没有的需求。
code-requirement-uncovered = 没有任务引用计划的某条需求。
code-stated-total-differs = 计划声明的总数与任务合计不符。
code-context-over-budget = 任务所需的上下文超出容量。
code-too-many-parallel = 同时进行的任务过多，难以兼顾。
code-placeholder = 占位符一直没有填写。
code-unclosed-fence = 代码块开始后没有结束。
code-invalid-front-matter = 文件开头的 YAML 无法读取。
code-not-utf8 = 文件中含有不是 UTF-8 的字节。
code-empty-plan = 计划没有任务。
code-dead-link = 链接或图片没有指向任何内容。
code-duplicate-url = 两个页面的地址相同。
code-file-too-large = 文件超过可读取的大小。
code-too-deep = 列表或引用嵌套过深。
code-too-many-tasks = 计划的任务或其说明超过可读取的数量。
code-outside-link = 符号链接指向内容文件夹之外。
code-special-file = 内容文件夹中有既非文件也非文件夹的项目。
code-invalid-config = 配置无法读取，或含有无法使用的值。
code-unreadable-diagram = Mermaid 代码块无法读取或绘制。
code-asset-not-published = 页面需要的文件没有发布。
code-invalid-template = 主题的模板无法使用。
code-invalid-style = 主题的样式表无法使用。
code-box-not-counted = 某行看起来像任务，但未被解读为任务。
code-number-gap = 任务编号之间有缺号。
code-unreadable-waves = 计划批次的 JSON 无法读取。
code-wave-violates-dependency = 批次把任务排在它所依赖的任务之前或与之同时。
code-diagram-label-differs = 图中方框的编号属于一个任务，文字却属于另一个。
code-diagram-relaxes-phase-order = 图允许阶段在较早的阶段结束之前开始。
code-same-tasks = 两个计划包含相同的任务。
code-misspelt-field = 字段名与已知字段相似，但未被读取。
code-missing-words = 站点所用语言的用语缺失或不全。
code-invalid-messages = 主题的语言文件中含有无法使用的内容。
code-invalid-theme = 主题的 theme.yaml 或主题名称无法使用。
code-unknown-token = 配置中写了主题没有的设计变量。
code-low-contrast = 配置中的颜色难以辨读。
code-unused-template = 没有页面使用主题的某个模板。
code-simplified-diagram = 一个 Mermaid 流程图太大，无法按原样绘制。
code-unknown-setting = 配置含有不存在的键。
code-outdated-copy = 文件复制自主题，而原文件此后已有改动。
sample = Ouro 的解读结果
sample-no-plan = 这不是计划。

## 供他人读取的内容

feed-of = 最新动态：{ $name }
change-new-plan = 新计划，含 { $n } 个任务。
change-done = 又完成了 { $n } 个任务。
change-undone = 已完成的任务减少了 { $n } 个。
change-more = 计划增加了 { $n } 个任务。
change-fewer = 计划减少了 { $n } 个任务。
change-gone = 该计划已不在本站。
change-not-counted = 该计划不再计入。
badge-of-all = 计划
card = { $name }：{ $words }
page-as-markdown = Markdown
page-as-data = JSON
