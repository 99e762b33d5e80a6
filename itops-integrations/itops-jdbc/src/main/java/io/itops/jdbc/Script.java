package io.itops.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One numbered file of a schema: statements that end with a semicolon at the end of a line, and comments on lines of their own.
 *
 * @param version the number in its name, from 1
 * @param name the file's name, {@code V001__what_it_brings.sql}
 * @param text what it holds, lines ending with LF
 */
record Script(int version, String name, String text) {
    private static final Pattern NAME = Pattern.compile("V([0-9]{3})__[a-z0-9_]+\\.sql");

    static Script of(String name, String text) throws SQLException {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new SQLException("schema file must be named V001__what_it_brings.sql, but was " + name);
        }
        return new Script(Integer.parseInt(matcher.group(1)), name, text.replace("\r\n", "\n"));
    }

    List<String> statements() {
        String bare = text.lines()
                .filter(line -> !line.strip().startsWith("--"))
                .reduce("", (before, line) -> before + line + '\n');
        return Stream.of(bare.split(";\n"))
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    /** SHA-256 of the text, in hexadecimal. */
    String checksum() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
