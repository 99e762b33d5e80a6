package io.itops.prometheus.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.FormatException;
import io.itops.core.LimitExceededException;
import io.itops.prometheus.Inputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What targets expose ends in samples or in a typed error, whatever it says, in time and memory. */
class TextFormatInputTest {
    private static final String END = "\n# EOF\n";

    /** What an exposition may have, with the end that OpenMetrics asks for. */
    private static final int MEGABYTE = (1 << 20) - END.length();

    private static final int LINE = TextLimits.STANDARD.lineLength();

    private static final List<String> PLAIN = List.of("""
            # HELP http_requests_total The total\\nof "requests" \\\\ so far.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
              http_requests_total { method = "post" , code="400", }   3   -1
            msdos_file_access_time_seconds{path="C:\\\\DIR\\\\\\"F\\"\\nx\\q"} 1.458255915e9
            something_weird{problem="division by zero"} +Inf -3982045
            {"utf.8 name","label.x"="ä"} NaN
            # TYPE rpc histogram
            rpc_bucket{le="0.5"} 7
            rpc_bucket{le="+Inf"} 5e-3
            rpc_sum -Inf
            """, """
            # TYPE a gauge
            a 1 2000
            a 1 1000
            a{b="c"} NaN
            """);

    private static final List<String> OPEN = List.of("""
            # TYPE acme_http_router_request_seconds summary
            # UNIT acme_http_router_request_seconds seconds
            # HELP acme_http_router_request_seconds Latency.
            acme_http_router_request_seconds_sum{path="/api/v1"} 9036.32
            acme_http_router_request_seconds_count{path="/api/v1"} 807283.0
            acme_http_router_request_seconds_created{path="/api/v1"} 1605281325.0
            # TYPE foo counter
            foo_total 17.0 1520879607.789 # {trace_id="KOO5S4vxi0o"} 0.67
            # TYPE h histogram
            h_bucket{le="1"} 2 # {} 0.5 123.456
            h_bucket{le="+Inf"} 3
            h_count 3
            h_sum 4
            # EOF
            """);

    private static boolean plain(String text) {
        return read(TextFormat.PROMETHEUS, text);
    }

    private static boolean open(String text) {
        return read(TextFormat.OPENMETRICS, text);
    }

    private static boolean read(TextFormat format, String text) {
        try {
            return !format.parse(text).samples().isEmpty();
        } catch (FormatException e) {
            assertThat(e.where()).startsWith("exposition at line ");
            return false;
        }
    }

    @Test
    void mutantsEndInAnExpositionOrATypedError() {
        mutants(1);
    }

    @Test
    @Tag("campaign")
    void manyMutantsEndInAnExpositionOrATypedError() {
        mutants(Inputs.CAMPAIGN);
    }

    private static void mutants(int times) {
        Inputs.mutants("Prometheus' text", PLAIN, 31, 5_000 * times, TextFormatInputTest::plain);
        Inputs.mutants("OpenMetrics", OPEN, 32, 5_000 * times, TextFormatInputTest::open);
    }

    @Test
    void textsThatAreHardOnPurposeEndInTime() {
        Inputs.hard("Prometheus' text", hard(), TextFormatInputTest::plain);
        Map<String, String> exemplars = open(hard());
        exemplars.keySet().removeIf(name -> !name.contains("#"));
        Inputs.hard("OpenMetrics", exemplars, TextFormatInputTest::open);
    }

    /** Lines without exemplars go through the same reader in both formats. */
    @Test
    @Tag("campaign")
    void textsThatAreHardOnPurposeEndInTimeAsOpenMetricsToo() {
        Inputs.hard("OpenMetrics", open(hard()), TextFormatInputTest::open);
    }

    /** A line may have so many characters, its end not counted. */
    @Test
    void linesThatAreAsLongAsTheyMayBeAreReadInTimeAndLongerOnesRefused() {
        Map<String, String> cases = new LinkedHashMap<>();
        for (int length : new int[] {LINE - 1, LINE, LINE + 1}) {
            String side = length > LINE ? "above" : "at " + length;
            cases.put(side + ", a comment", line("# ", length, ""));
            cases.put(side + ", help", line("# HELP a ", length, ""));
            cases.put(side + ", blanks", "a" + " ".repeat(length - 2) + "1\n");
            cases.put(side + ", digits", "a 0." + "1".repeat(length - 4) + "\n");
            cases.put(
                    side + ", help of escapes",
                    "# HELP a " + "\\\\".repeat((length - 9) / 2) + "x".repeat((length - 9) % 2) + "\n");
        }
        cases.put("above, all lines", ("#" + "x".repeat(LINE) + "\n").repeat(MEGABYTE / (LINE + 2)));

        cases.forEach((name, text) -> assertThat(taken(text)).as(name).isEqualTo(!name.startsWith("above")));
        cases.replaceAll((name, text) -> text.repeat(MEGABYTE / text.length()));
        Inputs.hard("Prometheus' text", cases, TextFormatInputTest::plain);
    }

    private static String line(String start, int length, String end) {
        return start + "x".repeat(length - start.length() - end.length()) + end + "\n";
    }

    /** Whether it is read, be it to no sample. */
    private static boolean taken(String text) {
        try {
            TextFormat.PROMETHEUS.parse(text);
            return true;
        } catch (FormatException | LimitExceededException e) {
            assertThat(e).hasMessageContaining(String.valueOf(LINE));
            return false;
        }
    }

    private static Map<String, String> open(Map<String, String> cases) {
        cases.replaceAll((name, text) -> text + END);
        return cases;
    }

    private static Map<String, String> hard() {
        Map<String, String> cases = new LinkedHashMap<>();
        for (String piece : List.of(
                "a 1\n",
                "a{b=\"c\"} 1\n",
                "a{b=\"c\"",
                "a{",
                "{",
                "\"",
                "a{b=\"\\\"",
                "#",
                "# \n",
                "# HELP a b\n",
                "# TYPE a counter\n",
                "\n",
                " ",
                "\t",
                "\0",
                "\ud800",
                "ä",
                "1",
                "a ",
                "NaN ",
                "# EOF\n",
                "a 1 # {} 1 1\n",
                "a 1 # {a=\"b\"} ",
                "{\"a\"} 1\n")) {
            cases.put("a megabyte of " + piece.strip(), piece.repeat(MEGABYTE / piece.length()));
            cases.put(
                    "a line with a megabyte of " + piece.strip(),
                    "a{b=\"" + piece.strip().repeat(MEGABYTE / piece.length() - 10));
        }
        cases.put("series that differ", numbered("a{b=\"%d\",c=\"d\"} 1\n"));
        cases.put("metrics that differ", numbered("# TYPE a%d counter\na%d_total 1\n"));
        cases.put("labels that differ", numbered("a{b%d=\"c\"} 1\n"));
        cases.put("labels of one sample", "a{" + numbered("b%d=\"c\",") + "} 1\n");
        cases.put("one label again and again", "a{" + "b=\"c\",".repeat(9_000) + "} 1\n");
        cases.put("labels given twice", "a{b=\"c\",b=\"d\"} 1\n".repeat(50_000));
        cases.put("numbers that are none", "a NaN\na +Inf\na -Inf\na nan 1\n".repeat(30_000));
        cases.put("long numbers", ("a " + "9".repeat(60_000) + "\n").repeat(17));
        cases.put("long fractions", ("a 0." + "1".repeat(60_000) + "e-300\n").repeat(17));
        cases.put("times that go backwards", backwards());
        cases.put(
                "buckets that fit nothing",
                "h_bucket{le=\"1\"} 5\nh_bucket{le=\"0.5\"} 9\nh_bucket{le=\"x\"} NaN\nh_bucket 1\nh_count -1\n"
                        .repeat(12_000));
        cases.put("counters that fall", numbered("c_total %d\nc_total 0\n"));
        return cases;
    }

    private static String numbered(String form) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < MEGABYTE - 100; i++) {
            text.append(form.replace("%d", String.valueOf(i)));
        }
        return text.toString();
    }

    private static String backwards() {
        StringBuilder text = new StringBuilder();
        for (int i = 40_000; i > 0; i--) {
            text.append("a{b=\"c\"} 1 ").append(i).append('\n');
        }
        return text.toString();
    }
}
