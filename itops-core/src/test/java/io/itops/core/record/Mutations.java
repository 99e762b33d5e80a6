package io.itops.core.record;

import java.util.Random;

/** Small damage to texts: dropped, doubled, swapped, replaced and inserted characters or bytes, and cut ends. */
final class Mutations {
    private static final String LIKELY = "{}[]\",:\\/ \n\t0123456789+-.eEtrufalsn\u0000\u001f\ud83d\ude00\u00e9\ufeff'";

    private Mutations() {}

    static String ofCharacters(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        for (int n = random.nextInt(3); n >= 0 && out.length() > 0; n--) {
            int at = random.nextInt(out.length());
            char likely = LIKELY.charAt(random.nextInt(LIKELY.length()));
            switch (random.nextInt(7)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, likely);
                case 2 -> out.setCharAt(at, likely);
                case 3 -> out.insert(at, out.substring(at, Math.min(out.length(), at + 1 + random.nextInt(8))));
                case 4 -> out.setLength(at);
                case 5 -> doubleMember(out, at);
                default -> {
                    int other = random.nextInt(out.length());
                    char kept = out.charAt(at);
                    out.setCharAt(at, out.charAt(other));
                    out.setCharAt(other, kept);
                }
            }
        }
        return out.toString();
    }

    /** Chance alone hardly ever names a member twice: doubles what lies from the next comma to the end of that item or member. */
    private static void doubleMember(StringBuilder text, int from) {
        int comma = Math.max(0, text.indexOf(",", from));
        int end = comma + 1;
        while (end < text.length() && ",]}".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        text.insert(comma, text.substring(comma, Math.min(end, text.length())));
    }

    static byte[] ofBytes(byte[] bytes, Random random) {
        byte[] out = bytes.clone();
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(out.length);
            if (random.nextBoolean()) {
                out[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                out[at] = (byte) random.nextInt(256);
            }
        }
        return out;
    }
}
