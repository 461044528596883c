# 网站的简体中文用语。

number-group = ,

overview = 概览
tasks = { $n } 个任务
graph-of = { $plan } 的依赖图
