package io.itops.testkit.contract;

import java.text.Normalizer;
import java.util.List;

/** Texts that mean something to some channel: each must arrive as what it says, and as nothing else. */
final class HostileTexts {
    static final List<String> ALL = List.of(
            // headers, requests and mail
            "a\r\nX-Injected: yes",
            "a\nX-Injected: yes",
            "a\rX-Injected: yes",
            "a\r\n\r\nGET /admin HTTP/1.1\r\nHost: victim",
            "a\r\n.\r\nMAIL FROM:<x@example.com>",
            "subject\r\nBcc: everyone@example.com",
            "a\u0085X-Injected: yes",
            "a\u2028X-Injected: yes",
            "a\u2029X-Injected: yes",
            "=?utf-8?B?WC1JbmplY3RlZDogeWVz?=",
            "--boundary\r\nContent-Type: text/html",
            // JSON, XML, HTML and templates
            "\",\"injected\":true,\"x\":\"",
            "\"}]}, {\"injected\": [\"",
            "\\\" \\\\ \\u0000 \\n",
            "</title><script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<!ENTITY x SYSTEM \"file:///etc/passwd\">&x;",
            "]]><injected/>",
            "&lt;not&gt; &amp; &#60;",
            "{{constructor}} ${7*7} #{7*7} <%= 7*7 %> %{7*7}",
            "{{#lambda}}x{{/lambda}}",
            "%s %n %x {} {0}",
            // those who are called to attention
            "@everyone @here @channel look",
            "<!channel> <!here> <!everyone>",
            "<@U012ABCDEF> <@&123456> <#C024BE7LR>",
            "<users/all> hangouts",
            "<at>everyone</at>",
            "@[someone](id)",
            // markup
            "*bold* _italic_ ~struck~ `code` ```block```",
            "[a link](https://evil.example/) ![x](https://evil.example/x.png)",
            "<https://evil.example/|our wiki>",
            "# heading\n- list\n> quote",
            "| a | table |\n|---|---|",
            "https://evil.example/?leak=1",
            // shells, queries and paths
            "$(reboot) `reboot` ; reboot | reboot & reboot",
            "'; DROP TABLE incidents; --",
            "../../etc/passwd",
            // Unicode
            "\ud83d\ude80 \ud83c\uddf3\ud83c\uddf1 \ud83d\udc68\u200d\ud83d\udcbb",
            "e\u0301 and \u00e9, \ufb01ne, \uff21\uff22\uff23",
            "\u202egnissenmod txet\u202c",
            "a\u200bzero\u200dwidth\ufeff",
            "שלום مرحبا 你好 ไทย",
            "tab\tand \u0001\u0007\u001b[31mcontrol\u007f characters",
            "\udbff\udfff \uffff \ufffe");

    private HostileTexts() {}

    /** What a reader sees of a text: white space and what has no shape of its own may be kept, added or dropped, the rest must be there. */
    static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Z}\\s\\u0085\\ufffe\\uffff]+", "");
    }

    static String shown(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < ' ' || c > '~') {
                out.append(String.format("\\u{%x}", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
