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

## Lists on several pages: src/site/turn.rs, templates/components/turning.html

rows-shown = 第 { $from } 至 { $to } 项，共 { $all } 项
title-and-page = { $title }（第 { $page } 页）
pages-of-list = 此列表的各页
page-number = 第 { $n } 页
continued = 续
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
parents-are-not-listed = 含有子任务的任务不单独列出，只列出其子任务。
filter-tasks = 筛选任务
filter-text = 文本
filter-any = 不限
filter-clear = 清除筛选
filter-more = 显示更多
tasks-that-match = 符合条件的任务
tasks-matching = 符合条件的任务：{ $n } 个，共 { $all } 个。
tasks-of-page-only = 其余任务无法加载，因此只筛选了本页的任务。

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
