// Hand-written texts with private data and texts that only look private, in both languages: what redaction is measured on.
import type { PrivateKind } from "./detector.ts";

/**
 * One text a line; private values stand in double braces. The numbers are made up: published test cards, reserved
 * telephone ranges and invented identity numbers with a right check character.
 */
export const PRIVATE_TEXTS: Readonly<Record<PrivateKind, string>> = {
  email: `
Contact me at {{jo.lee@example.com}} please
My mail is {{anna_b+shop@mail.example.co.uk}}.
邮箱{{zhang.san@qq.example}}，请回复
我的邮箱是{{12345678@qq.com}}
{{a@b.cn}}
Send it to <{{support-team@sub.example.org}}> today
email:{{x.y.z@example.travel}},thanks
发到 {{li_si@163.com}} 或 {{li.si@gmail.com}}
(reply to {{o'neil@example.ie}})
EMAIL {{JOHN.DOE@EXAMPLE.COM}}!
联系邮箱：{{wang@university.edu.cn}}。
mailto:{{bob@example.com}}
账号{{test2024@outlook.com}}登不上
My logins {{first@example.com}} and {{second@example.net}} both fail
邮箱{{ｌｉ＠example.com}}收不到`,
  phone: `
Call {{+1 415-555-2671}} now
Call me on {{(415) 555-2671}}
My number is {{415-555-2671}}.
Reach me at {{415.555.2671}} any time
toll free {{1-800-555-0199}}
{{+44 20 7946 0958}} is my office
ring {{020 7946 0958}} after six
UK mobile {{07700 900123}}
{{+86 138 0013 8000}}
{{+8613800138000}} 联系我
{{0086 13800138000}}
手机{{13800138000}}
我的电话是{{139-1234-5678}}，请回电
电话：{{186 1234 5678}}
联系方式{{15912345678}}谢谢
打{{17712345678}}找我
微信同号{{19912345678}}
{{13612345678}}，加急
请致电{{010-62345678}}
座机{{021 58881234}}
公司电话{{0755-26001234}}转分机
{{(0571)88881234}}没人接
（{{0571-8888123}}）
客服热线{{400-820-8820}}打不通
打了{{400 820 8820}}三次
{{4008208820}}一直占线
{{800-810-8888}}
{{+33 1 42 68 53 00}} à Paris
{{01 42 68 53 00}} aussi
{{+49 30 901820}} in Berlin
{{+49 (0)30 901820}}
{{+81 3-3210-7000}}
{{+852 2345 6789}} in Hong Kong
{{+65 6123 4567}}
{{+91 98765 43210}}
{{+61 2 9374 4000}}
{{+7 495 123-45-67}}
phone {{5551234567}}
tel: {{555-0134}}
Please text {{2125550187}} when ready
whatsapp {{971501234567}}
my cell is {{3105550142}}
电话{{88886666}}
座机：{{6234 5678}}
拨打{{62345678}}没人接
手机号:{{１３８００１３８０００}}
call {{212-555-0187 ext. 12}} please
订单有问题请打{{13700001111}}
My phone number is {{+1 (212) 555-0187}}.
Two lines: {{212-555-0187}} or {{212-555-0188}}`,
  id: `
身份证{{11010519491231002X}}
身份证号码：{{310101199003077739}}实名不了
{{440307198511123459}} 无法认证
我的证件号是{{510108199912318888}}，怎么还不通过
ID {{330102 20000229 0162}}
ID card {{330102200002290162}} rejected
my ID number is {{420111198807045525}}.
实名认证 {{610113 19750615 3323}} 失败
{{370202-19930401-1015}}
（{{320506199608086676}}）
证件{{11010519491231002x}}
证号{{110228198709100543}}`,
  card: `
My card {{4111111111111111}} was charged twice
card {{4111 1111 1111 1111}} declined
{{5500-0000-0000-0004}} expired
Visa {{4242424242424242}}
Mastercard {{5555 5555 5555 4444}}.
Amex {{378282246310005}}
amex {{3782 822463 10005}}
discover {{6011000000000004}}
JCB {{3530111333300000}}
diners {{30569309025904}}
银行卡{{6222020200112233446}}被重复扣款
卡号{{6217 0000 1234 5678 907}}
工资卡 {{6228480123456789015}}
信用卡{{6225880123456783}}还款失败
{{9558801234567890128}}绑定不了
绑定{{6214831234567896}}提示错误
卡号：{{4532015112830366}}，退款未到
paid with {{2223000048410010}}
my debit {{4916-5689-5123-4005}} fails
{{6013821234567890123}}`,
  ip: `
My IP is {{203.0.113.42}}
login from {{192.168.1.20}} was blocked
IP地址{{114.114.114.114}}被封
服务器{{10.20.30.40}}连不上
{{172.16.254.1}} times out
ping {{8.8.8.8}} works
my ip {{1.2.3.4}}
blocked {{198.51.100.7}}:8080 again
从{{61.135.169.121}}登录异常
host {{100.64.0.12}}
{{2001:0db8:85a3:0000:0000:8a2e:0370:7334}}
address {{2001:db8::ff00:42:8329}} fails
{{fe80::1ff:fe23:4567:890a}}
IPv6 {{2400:3200::1}} 打不开
{{::ffff:192.0.2.128}} is mapped`,
  secret: `
https://example.com/reset?token={{a8f5f167f44f}} is expired
http://api.example.com/v1?api_key={{9d8f7a6s5d4f}}&x=1
https://{{admin:hunter22}}@example.com/panel
ftp://{{joe:p4ssw0rd}}@files.example.com/x
postgres://{{app:s3cret}}@db.internal:5432/main
https://example.com/#access_token={{ya29abcdef}}&type=bearer
链接 https://a.example/cb?sid={{77ab12cd}} 打不开
https://a.example/p?user=5&password={{Tr0ub4dor}}
https://a.example/?sign={{9F86D081}}，报错
https://a.example/l?ticket={{ST-1856339}}&lang=zh
https://s3.example.com/k?X-Amz-Signature={{fe5f80f77d5f}}
https://a.example/v?code={{482913}}
https://a.example/x?session_id={{abcd1234efgh}}.
打开https://pay.example/q?secret={{zxcv7890}}失败
https://a.example/i?auth={{Zm9vYmFy}}&r=2`,
  key: `
my key {{sk-abcdEFGH1234567890abcdEFGH}} leaked
{{sk-proj-Ab12Cd34Ef56Gh78Ij90}}
{{sk_live_51H8abcDEF1234567890xyzA}} in the log
{{sk-ant-api03-Ab1Cd2Ef3Gh4Ij5Kl6Mn7}}
{{ghp_16C7e42F292c6912E7710c838347Ae178B4a}} 失效
{{github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuv}}
{{AKIAIOSFODNN7EXAMPLE}} denied
{{ASIAY34FZKBOKMUTVV7A}}
密钥{{LTAI4FoobarXYZ1234abcd}}无效
{{AIzaSyA1234567890abcdefghijklmnopqrstuv}}
{{xoxb-123456789012-abcdefGHIJKL}}
{{glpat-AbCdEfGhIjKlMnOp1234}}
{{hf_abcdEFGHijklMNOPqrst1234}}
token {{eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N}}
Authorization: Bearer {{mF_9.B5f-4.1JqMzz8877}}
{{d41d8cd98f00b204e9800998ecf8427e}} 是我的key
secret {{wJalrXUtnFEMI7K7MDENGbPxRfiCY9EXAMPLEKEY}}
api key {{Zx8Kq2Lm9Vb4Nt7Yr1Wp6Hs3}}
appsecret: {{7f4b8c2d9e1a6f3b5c8d7e2f1a9b4c6d}}
{{npm_abcdefghij1234567890ABCDEFGHIJ123456}}
{{SG.abcdefghijklmnopqrst.UVWXYZabcdefghijklmnop}}
{{AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE}}
{{shpat_1234567890abcdef1234567890abcdef}}
{{9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}}`,
};

/** Texts whose numbers, addresses and names are nobody's secret: redaction must leave every one as it is. */
export const PUBLIC_TEXTS = `
Version 4.3.1 crashes
since 10.0.19045.1 it hangs
updated to 4.3.1.2 yesterday
v1.2.3.4 is broken
iOS 17.4.1 on iPhone 14 Pro
Chrome 100.0.4896.127 on Windows 10
升级到8.0.32.1之后闪退
版本号 7.0.12.3 有问题
更新到12.0.1后打不开
固件1.0.45.2不稳定
固件版本：2.1.6.12
build 20240115.1
Android 13, MIUI 14.0.8.0
app version: 5.11.2 (51102)
app 23.4.10.2 is slow
I have 10000 orders
We ship 250000 parcels a year
有1000000用户
销量123456
123456
100000 points gone
积分少了200000
价格1299元太贵
It costs $1,299.99
¥19999.00
$49.99/month or $399.99/year
RMB 3,500,000
2999-500=2499
打8折后是2399.20
原价5999，现价4999
买了3件，花了458.50
refund of 1234.56 USD
2024-01-15
on 2024/01/15 12:30:45
15.01.2024
01/15/2024 at 3:30 pm
20240115
2024年1月15日下午3点半
2024-01-15T12:30:45.123Z
12:30:45
从10:00等到12:30
between 2019 and 2024
2019-2024
5/5 stars
4.5/5
10/10 would buy again
9.8分
1-5星给3星
3.5 out of 5
100%
99.99% uptime
50% off for 30 days
order 4829104857201
订单号 202401150012345678
订单4111111111111112
运单号 SF1234567890123
快递单号 773012345678901
tracking 9400110200881234567890
Order number: 114-1234567-1234567
invoice 2024-000123
ticket #482910
case 00123456
工单号20240115001
流水号1000000123456789
timestamp 1705312245000
时间戳1705312245
trace 1705312245123
imei 490154203237518
IMEI: 356938035643809
ISBN 978-7-111-12345-6
isbn 9787111123456
EAN 6901234567892
条码6901234567892
serial 1234567890123456
序列号 88888888888
编号13800138000
error code 500
Error -1009
错误码 10086
报错1001002
error 0x80070005
HTTP 404 and 503
code 200 OK
1920x1080
3840 x 2160
256 GB, 8 GB RAM
5000 mAh battery
5000毫安
120 Hz
65W 充电
0.5 seconds
1000000000
12345678
1234567
999999
1 2 3 4 5 6 7 8
1,2,3,4,5,6,7,8,9
1. crash 2. ads 3. price
第1点 第2点 第3点
room 1204, floor 12
住3栋2单元1201
QQ群满了
zip 94105-1234
邮编100080
Flight CA1234 at 8:05
G1234次列车
6000 steps a day
12345步
10-20 minutes
3-5天到货
30-40-50
100-200-300
1990-2020
iPhone 15 Pro Max 256
phone 12 mini
my phone 2 years old
call 911
打110
拨打10086没用
打12306
dial 112 now
Call of Duty 2
mobile 5G
text 12 people
2.4.5 GHz
1.5.10
24.7.365 support
3.14159265358979
1.41421356237309504880
0.123456789012
16807 * 48271 = 811290697
1234567890123456789012345
00000000000000000000
1111111111111111
4111-1111
card ending 4242
尾号1234
身份证后四位1234
身份证110105194912310021
ID 310101199003077730
123456789012345678
100000199001011234
me @ home
@heedapp please answer
5@10
icon@2x.png
logo@3x.webp
pkg@1.2.3
lodash@4.17.21 breaks
user@localhost
a@b
git@github.com:team/repo.git
meet @ 5pm
@张三 看一下
std::vector crashes
10:20:30
a::b
C:: drive
1:2:3:4
::
ratio 16:9
MAC 00:1a:2b:3c:4d:5e
300.300.300.300
1.2.3
999.1.1.1
256.100.50.25
section 1.2.3.4
https://example.com/orders?page=2&size=20
https://example.com/how-to-reset-your-device-2024-edition
https://shop.example.com/item/123456789012
https://example.com/a?key=1
https://example.com/search?q=token
www.example.com/help
https://example.com:8080/path
http://example.com/@user/post
the token is expired
sk-learn is a library
my secret wish
AKIA is a prefix
basic auth fails
bearer of bad news
password is not accepted
internationalization-and-localization
supercalifragilisticexpialidocious2
com.example.app.MainActivity2Fragment
NullPointerException at line 12345
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
ERROR_CODE_CONNECTION_TIMED_OUT_1234
550e8400-e29b-41d4-a716-446655440000
哈哈哈哈哈哈哈哈哈哈哈66666666666
666666
2333333333
88888888
5201314
+1
+100 for this
+1000000
-1 star
3+2=5
C++17
a+b@c
0.00001
1e10
10^12
0571没有货
010开头的电话
400电话打不通
1.99.99.1 update
3000-4000元
1080p 60fps
￥12345678
尺码 170/88A
180 75 25
100 200 300 400
2023 2024 2025`;
