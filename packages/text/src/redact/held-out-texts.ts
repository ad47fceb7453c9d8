// Texts written after the rules, to see what these miss: the first measurement found one fault, a telephone after a
// Chinese comma, which is repaired.
import type { PrivateKind } from "./detector.ts";

/** In the form of `PRIVATE_TEXTS`: one text a line, private values in double braces; all numbers are made up. */
export const HELD_OUT_PRIVATE: Readonly<Record<PrivateKind, string>> = {
  email: `
Still waiting for the reply you promised to {{marta.k@post.example.pl}}
请把发票发到{{finance-dept@shop.example.cn}}，谢谢
cc {{r2d2@droids.example}}; the bug is back
我用{{wangxiaomei88@126.com}}注册的，收不到验证码
Signed up with "{{first_last@example.io}}" last week`,
  phone: `
You can reach my wife on {{+1 (646) 555-0133}} after 5pm
麻烦回个电话：{{18688886666}}
我是老用户，{{137 0000 2222}}，帮我查一下
{{+86-159-1111-2222}} no code arrives
Mein Handy: {{+49 151 23456789}}
Appelez le {{06 12 34 56 78}}
office {{(020) 7946 0018}}
总机{{0512-66668888}}打了一下午
Text me at {{303-555-0119}}, not by mail`,
  id: `
实名认证失败，身份证 {{110105199003078879}}
证件号：{{440305199510101233}}`,
  card: `
Charged twice on {{4242 4242 4242 4242}}
银行卡{{6222021234567890128}}绑定不上
my amex {{378282246310005}} is refused`,
  ip: `
Blocked from {{203.113.25.77}} since Monday
服务器{{36.110.147.8}}连不上
ping {{2001:4860:4860::8888}} works`,
  secret: `
https://app.example.com/reset?token={{8f3kd92lsk20d}} gives 404
打开 https://x.example.cn/cb?code={{a81bc81b9f}}&state=1 报错
postgres://{{admin:hunter22}}@db.example.com/main fails`,
  key: `
My key {{sk-live-9aK2mQ7xTz4WvB1nR8pL}} stopped working
token {{ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8}} rejected
用 {{AKIAIOSFODNN7EXAMPLE}} 上传失败`,
};

/** In the form of `PUBLIC_TEXTS`: nothing in them is private. */
export const HELD_OUT_PUBLIC = `
Version 12.4.1.2033 crashes on my Pixel 8
升级到 8.0.48.1 之后耗电很快
Paid 1299 for the year and 299.99 for my son
2026-03-14 09:26:53 was the last backup
订单号 202603140926531234 一直没发货
tracking number 1Z999AA10123456784 never moves
Error 0x80070057 appears every time
Ratio 16:9 would be better than 4:3
It says 00:00:00 remaining for 20 minutes
我有 12345 条笔记，搜索要 10 秒
The 3000x2000 photos take 15 s each
ISBN 978-3-16-148410-0 is not found
从 2019 年用到 2026 年，一直很好
Room 1405, floor 14, same problem
Scores 10/10, 100% recommend, 5 stars!!!!!
QQ 登录不了，微信可以
iOS 17.4.1 (21E236) on iPhone 15 Pro
Build 20260314.2 fixed it
It costs $1,234.56 in the US and 9.876,54 € here
发票代码 031001900104 识别不出来
Chapter 12:34 cannot be opened
100 000 000 downloads and still buggy
Section 4.2.1.3 of your terms is unfair
@support please answer, it has been 3 weeks
a1b2c3 is not a good default name
see https://example.com/help/articles/360012345678-How-to-export
commit 3f2a9c1 broke the build
版本号 2.10.0.88888 有问题
From 1920 to 2020 in one chart
The code 123456 never arrives
我 3 天里收到 200 多条推送
MD5 does not match after the download
Buy 2 get 1 free, 9.9 元包邮
SN: C02XK0AAJG5H was replaced
每月 30 号扣费 18.00 元
Win 11 23H2 22631.3296
Use port 8080 or 443
客服 95555 态度很差
half-life of 5,730 years in the quiz is right`;
