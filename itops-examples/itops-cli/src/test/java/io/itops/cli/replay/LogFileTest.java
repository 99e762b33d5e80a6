package io.itops.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFileTest {
    @TempDir
    Path folder;

    private static String text(LogFile files, Path file, Charset charset) throws IOException {
        return files.read(
                file, charset, table -> new BufferedReader(table).lines().collect(Collectors.joining("\n")));
    }

    private static String text(Path file) throws IOException {
        return text(LogFile.STANDARD, file, StandardCharsets.UTF_8);
    }

    private Path zip(Map<String, String> entries) throws IOException {
        Path file = folder.resolve("log.bin");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    @Test
    void ofAZipTheLargestTableOutsideTheFolderOfMacsIsRead() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("readme.txt", "x".repeat(1_000));
        entries.put("a/small.csv", "small");
        entries.put("a/folder.csv/", "");
        entries.put("__MACOSX/a/._large.csv", "y".repeat(500));
        entries.put("a/__MACOSX/large.csv", "z".repeat(500));
        entries.put("a/LARGE.CSV", "the larger one");

        assertThat(text(zip(entries))).isEqualTo("the larger one");
    }

    @Test
    void aZipWithoutATableOrThatIsNoneIsRefused() throws IOException {
        assertThatThrownBy(() -> text(zip(Map.of("__MACOSX/x.csv", "x", "y.txt", "y"))))
                .isInstanceOf(BadInputException.class)
                .hasMessage("ZIP must have a .csv outside __MACOSX, but was 2 entries, none of them one");
        Path torn = Files.write(folder.resolve("torn.zip"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0});
        assertThatThrownBy(() -> text(torn))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("file must be a ZIP that can be read, but was not: ");
    }

    @Test
    void aBombIsRefusedByItsNameAndByItsContent() throws IOException {
        LogFile small = new LogFile(1_000);
        Path bomb = zip(Map.of("bomb.csv", "0".repeat(100_000)));
        assertThat(Files.size(bomb)).isLessThan(1_000);

        assertThatThrownBy(() -> text(small, bomb, StandardCharsets.UTF_8))
                .isInstanceOf(BadInputException.class)
                .hasMessage("log must have at most 1000 bytes, unpacked, but was more");

        // the directory of the ZIP says 10 bytes
        byte[] bytes = Files.readAllBytes(bomb);
        int directory = indexOf(bytes, new byte[] {'P', 'K', 1, 2});
        bytes[directory + 24] = 10;
        bytes[directory + 25] = 0;
        bytes[directory + 26] = 0;
        Path liar = Files.write(folder.resolve("liar.zip"), bytes);
        assertThatThrownBy(() -> text(small, liar, StandardCharsets.UTF_8)).isInstanceOf(BadInputException.class);

        Path plain = Files.writeString(folder.resolve("plain.csv"), "0".repeat(1_001));
        assertThatThrownBy(() -> text(small, plain, StandardCharsets.UTF_8))
                .isInstanceOf(BadInputException.class)
                .hasMessage("log must have at most 1000 bytes, unpacked, but was more");
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; ; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,EFBBBF", "UTF-16LE,FFFE", "UTF-16BE,FEFF"})
    void aByteOrderMarkSaysMoreThanTheMapping(String charset, String mark) throws IOException {
        byte[] text = "id,é\n1,ü".getBytes(Charset.forName(charset));
        byte[] bytes = new byte[mark.length() / 2 + text.length];
        for (int i = 0; i < mark.length() / 2; i++) {
            bytes[i] = (byte) Integer.parseInt(mark.substring(2 * i, 2 * i + 2), 16);
        }
        System.arraycopy(text, 0, bytes, mark.length() / 2, text.length);
        Path file = Files.write(folder.resolve("marked.csv"), bytes);

        assertThat(text(LogFile.STANDARD, file, StandardCharsets.ISO_8859_1)).isEqualTo("id,é\n1,ü");
    }

    @Test
    void theCharsetOfTheMappingHoldsOtherwiseAndOtherBytesAreRefused() throws IOException {
        Path latin = Files.write(folder.resolve("latin.csv"), "ü".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(text(LogFile.STANDARD, latin, StandardCharsets.ISO_8859_1)).isEqualTo("ü");
        assertThatThrownBy(() -> text(latin)).hasRootCauseInstanceOf(CharacterCodingException.class);
    }

    @Test
    void bytesOfAnotherCharsetAreAProblemOfTheLog() throws IOException {
        Path latin = Files.write(
                folder.resolve("latin.csv"), "id,state,n\na,new,1\nü,new,1\n".getBytes(StandardCharsets.ISO_8859_1));
        LogMapping mapping = Mappings.small("");

        assertThatThrownBy(() ->
                        LogFile.STANDARD.read(latin, StandardCharsets.UTF_8, table -> LogReader.read(table, mapping)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("be UTF-8 from about here on, but was other bytes");
    }

    @Test
    void aLogThatOutgrowsTheLimitWhileItIsReadIsRefusedAsSuch() throws IOException {
        Path plain = Files.writeString(folder.resolve("long.csv"), "id,state,n\n" + "a,new,1\n".repeat(100_000));
        LogMapping mapping = Mappings.small("");

        assertThatThrownBy(() -> new LogFile(100_000)
                        .read(plain, StandardCharsets.UTF_8, table -> LogReader.read(table, mapping)))
                .isInstanceOf(BadInputException.class)
                .hasMessage("log must have at most 100000 bytes, unpacked, but was more");
    }
}
