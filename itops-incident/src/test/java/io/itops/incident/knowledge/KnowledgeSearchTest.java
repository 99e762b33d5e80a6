package io.itops.incident.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeSearchTest {
    private static KnowledgeVersion version(KnowledgeContent content) {
        return new KnowledgeVersion(
                KnowledgeId.of("k1"), 1, content, Actor.user("bob"), Instant.parse("2026-11-24T02:00:00Z"), true);
    }

    private static boolean finds(String terms, String text) {
        KnowledgeVersion version = version(KnowledgeContent.of("a title", text));
        return !KnowledgeSearch.find(List.of(version), KnowledgeSearch.terms(terms), 1)
                .isEmpty();
    }

    /** Naive: split at whatever is neither letter nor digit, and compare whole words. */
    @ParameterizedTest
    @CsvSource({
        "timeout, many timeouts of the ledger, true",
        "timeouts, one timeout, false",
        "le, many ledgers, false",
        "C++, the C++ client, true",
        "c++, the c client, false",
        "c#, c sharp, false",
        "b, a+b, true",
        "a, a+b, true",
        "हिन्दी, लॉग हिन्दी में है, true",
        "ह, लॉग हिन्दी में है, false",
        "Straße, die straße, true",
        "caf\u00e9, the cafe\u0301 is open, true",
        "cafe\u0301, the caf\u00e9 is open, true",
        "障害, 決済サービスの障害対応手順, true",
        "決済障害, 決済サービスの障害対応手順, false",
        "対応手順, 決済サービスの障害対応手順, true",
        "障, 決済サービスの障害対応手順, true",
        "サービス, 決済ｻｰﾋﾞｽの障害, true",
        "数据库, 主数据库连接超时, true",
        "数库, 主数据库连接超时, false",
        "v2数据库, 升级v2数据库, true",
        "ฐานข้อมูล, การเชื่อมต่อฐานข้อมูลหมดเวลา, true",
    })
    void aTermIsFoundAsReadersExpect(String terms, String text, boolean found) {
        assertThat(finds(terms, text)).isEqualTo(found);
    }

    @Test
    void theWordItselfCountsMoreThanOneThatBeginsWithIt() {
        KnowledgeVersion exact = version(KnowledgeContent.of("timeout", "of the ledger"));
        KnowledgeVersion longer = version(KnowledgeContent.of("timeouts", "of the ledger"));
        assertThat(KnowledgeSearch.find(List.of(longer, exact), List.of("timeout"), 2))
                .extracting(KnowledgeHit::version)
                .containsExactly(exact, longer);
    }
}
