package io.itops.prometheus.template;

import io.itops.prometheus.template.GoValue.Dictionary;
import io.itops.prometheus.template.GoValue.Named;
import io.itops.prometheus.template.GoValue.Nil;
import io.itops.prometheus.template.GoValue.Root;
import io.itops.prometheus.template.GoValue.Sample;
import io.itops.prometheus.template.GoValue.Samples;
import io.itops.prometheus.template.GoValue.Span;
import io.itops.prometheus.template.GoValue.Time;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Writes one value by one verb. */
final class GoPrinter {
    private final StringBuilder out;
    private final GoVerb verb;

    GoPrinter(StringBuilder out, GoVerb verb) {
        this.out = out;
        this.verb = verb;
    }

    void write(Object value, int depth) {
        if (verb.verb() == 'T') {
            pad(GoValue.type(value), false);
        } else if (value instanceof Nil) {
            if (verb.verb() == 'v') {
                pad("<nil>", false);
            } else {
                bad("<nil>");
            }
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Double number) {
            real(number);
        } else if (value instanceof Long number) {
            integer(number, value);
        } else if (value instanceof Boolean truth) {
            if (verb.verb() == 'v' || verb.verb() == 't') {
                pad(truth.toString(), false);
            } else {
                bad("bool=" + truth);
            }
        } else if (value instanceof Dictionary map) {
            dictionary(map, depth);
        } else if (value instanceof Samples list) {
            samples(list, depth);
        } else if (value instanceof Sample sample) {
            sample("&", sample, depth);
        } else if (value instanceof Root root) {
            struct(
                    "",
                    verb.goSyntax() ? "struct" : "",
                    depth,
                    "Labels",
                    root.labels(),
                    "ExternalLabels",
                    root.externalLabels(),
                    "ExternalURL",
                    root.externalUrl(),
                    "Value",
                    root.value());
        } else {
            named(value);
        }
    }

    /** Writes what an action shows: it follows a pointer, so that a sample stands there as the struct it is. */
    void show(Object value) {
        if (value instanceof Sample sample) {
            sample("", sample, 0);
        } else {
            write(value, 0);
        }
    }

    private void sample(String pointer, Sample sample, int depth) {
        struct(
                pointer,
                verb.goSyntax() ? "template.sample" : "",
                depth,
                "Labels",
                sample.labels(),
                "Value",
                sample.value());
    }

    /** Values whose types have a method String, and a number below it. */
    private void named(Object value) {
        boolean asText = "vsqxX".indexOf(verb.verb()) >= 0;
        if (value instanceof Time time) {
            text(GoTime.format(time.instant(), GoTime.STRING));
        } else if (value instanceof Span span && !asText) {
            integer(span.nanos(), value);
        } else if (value instanceof Named named && !asText) {
            integer(named.number(), value);
        } else {
            text(value instanceof Span span ? GoTime.span(span.nanos()) : ((Named) value).name());
        }
    }

    private void dictionary(Dictionary map, int depth) {
        out.append(verb.goSyntax() ? GoValue.type(map) + "{" : "map[");
        String gap = "";
        for (Map.Entry<String, ?> entry : map.entries().entrySet()) {
            out.append(gap);
            write(entry.getKey(), depth + 1);
            out.append(':');
            write(entry.getValue(), depth + 1);
            gap = verb.goSyntax() ? ", " : " ";
        }
        out.append(verb.goSyntax() ? '}' : ']');
    }

    private void samples(Samples list, int depth) {
        out.append(verb.goSyntax() ? GoValue.type(list) + "{" : "[");
        String gap = "";
        for (Sample sample : list.samples()) {
            out.append(gap);
            write(sample, depth + 1);
            gap = verb.goSyntax() ? ", " : " ";
        }
        out.append(verb.goSyntax() ? '}' : ']');
    }

    private void struct(String before, String type, int depth, Object... namesAndValues) {
        out.append(before).append(type).append('{');
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.append(i == 0 ? "" : verb.goSyntax() ? ", " : " ");
            if (verb.goSyntax() || (verb.verb() == 'v' && verb.plus())) {
                out.append(namesAndValues[i]).append(':');
            }
            write(namesAndValues[i + 1], depth + 1);
        }
        out.append('}');
    }

    private void text(String given) {
        String text = verb.precision() >= 0 && "vsq".indexOf(verb.verb()) >= 0
                ? given.substring(
                        0,
                        given.offsetByCodePoints(
                                0, Math.min(verb.precision(), given.codePointCount(0, given.length()))))
                : given;
        switch (verb.verb()) {
            case 'v' -> pad(verb.goSyntax() ? GoFormat.quote(text) : text, false);
            case 's' -> pad(text, false);
            case 'q' -> {
                boolean raw =
                        verb.sharp() && text.chars().noneMatch(c -> c == '`' || (c < ' ' && c != '\t') || c == 0x7f);
                pad(raw ? '`' + text + '`' : GoFormat.quote(text, '"', verb.plus()), false);
            }
            case 'x', 'X' -> pad(hex(text), false);
            default -> bad("string=" + text);
        }
    }

    private String hex(String text) {
        StringBuilder hex = new StringBuilder();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = verb.precision() < 0 ? bytes.length : Math.min(bytes.length, verb.precision());
        String prefix = verb.verb() == 'x' ? "0x" : "0X";
        for (int i = 0; i < length; i++) {
            hex.append(verb.space() && i > 0 ? " " : "");
            hex.append(verb.sharp() && (i == 0 || verb.space()) ? prefix : "");
            hex.append(String.format(Locale.ROOT, verb.verb() == 'x' ? "%02x" : "%02X", bytes[i] & 0xff));
        }
        return hex.toString();
    }

    private void real(double value) {
        char letter = (char) verb.verb();
        if (verb.verb() > 'z' || "vbgGxXfFeE".indexOf(letter) < 0) {
            bad("float64=" + GoFormat.plain(value));
            return;
        }
        boolean shortest = "vgGxX".indexOf(letter) >= 0;
        int precision = verb.precision() >= 0 ? verb.precision() : shortest ? GoFloat.SHORTEST : 6;
        String number = GoFloat.format(value, letter == 'v' ? 'g' : letter, precision);
        if (verb.sharp() && letter != 'b' && letter != 'v' && !Double.isNaN(value) && !Double.isInfinite(value)) {
            number = GoSharp.keepPoint(number, letter, verb.precision());
        }
        signed(number, Double.isNaN(value) || Double.isInfinite(value));
    }

    /** Puts the sign that the flags ask for, and pads. */
    private void signed(String number, boolean special) {
        boolean hasSign = number.startsWith("-") || number.startsWith("+");
        String digits = hasSign ? number.substring(1) : number;
        String sign = number.startsWith("-") ? "-" : verb.signs() ? "+" : verb.space() ? " " : "";
        if (special && number.startsWith("+") && sign.isEmpty()) {
            sign = "+";
        }
        if (verb.zero() && !special && verb.width() > sign.length() + digits.length()) {
            out.append(sign)
                    .append("0".repeat(verb.width() - sign.length() - digits.length()))
                    .append(digits);
            return;
        }
        pad(sign + digits, true);
    }

    private void integer(long value, Object whole) {
        switch (verb.verb()) {
            case 'v', 'd' -> digits(Long.toString(Math.abs(value)).replace("-", ""), value < 0, "");
            case 'b' -> digits(magnitude(value, 2), value < 0, verb.sharp() ? "0b" : "");
            case 'o' -> digits(magnitude(value, 8), value < 0, verb.sharp() ? "0" : "");
            case 'O' -> digits(magnitude(value, 8), value < 0, "0o");
            case 'x' -> digits(magnitude(value, 16), value < 0, verb.sharp() ? "0x" : "");
            case 'X' -> digits(magnitude(value, 16).toUpperCase(Locale.ROOT), value < 0, verb.sharp() ? "0X" : "");
            case 'c' -> pad(character(value), false);
            case 'q' -> pad(GoFormat.quote(character(value), '\'', verb.plus()), false);
            case 'U' -> pad(unicode(value), false);
            default -> bad(GoValue.type(whole) + "=" + (whole instanceof Long ? value : GoFormat.plain(whole)));
        }
    }

    private static String magnitude(long value, int radix) {
        return Long.toUnsignedString(Math.abs(value), radix);
    }

    private String unicode(long value) {
        String code = "U+" + String.format(Locale.ROOT, "%04X", value);
        boolean quoted =
                verb.sharp() && value >= 0 && value <= Character.MAX_CODE_POINT && GoFormat.isPrintable((int) value);
        return quoted ? code + " '" + Character.toString((int) value) + "'" : code;
    }

    private static String character(long value) {
        boolean valid = value >= 0 && value <= Character.MAX_CODE_POINT && (value < 0xd800 || value > 0xdfff);
        return Character.toString(valid ? (int) value : 0xfffd);
    }

    private void digits(String magnitude, boolean minus, String prefix) {
        String digits = magnitude;
        if (verb.precision() >= 0) {
            if (verb.precision() == 0 && magnitude.equals("0")) {
                pad("", false);
                return;
            }
            digits = "0".repeat(Math.max(0, verb.precision() - digits.length())) + digits;
        }
        String sign = minus ? "-" : verb.signs() ? "+" : verb.space() ? " " : "";
        if (verb.zero() && verb.precision() < 0) {
            int missing = verb.width() - sign.length() - digits.length();
            digits = "0".repeat(Math.max(0, missing)) + digits;
        }
        pad(sign + prefix + digits, true);
    }

    /** Pads to the width; with zeros on the left only what is no number: those have put theirs after the sign. */
    private void pad(String text, boolean number) {
        int missing = verb.width() - text.codePointCount(0, text.length());
        if (missing <= 0) {
            out.append(text);
        } else if (verb.minus()) {
            out.append(text).append(" ".repeat(missing));
        } else {
            out.append((verb.zero() && !number ? "0" : " ").repeat(missing)).append(text);
        }
    }

    private void bad(String what) {
        out.append("%!").appendCodePoint(verb.verb()).append('(').append(what).append(')');
    }
}
