package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2",
    })
    void printsTheSamplesOfRfc8785AppendixB(String bits, String text) {
        assertThat(print(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2e-3, 0.002",
        "1e-44, 1e-44",
        "2e23, 2e+23",
        "8.41e21, 8.41e+21",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "5.0e-324, 5e-324",
        "9.881312916824931e-324, 1e-323",
        "9007199254740993, 9007199254740992",
        "9007199254740994, 9007199254740994",
        "123456789012345680000, 123456789012345680000",
        "1234567890123456800000, 1.2345678901234568e+21",
        "0.1, 0.1",
        "-0.31, -0.31",
        "1.5, 1.5",
        "1e7, 10000000",
        "1e-7, 1e-7",
        "1.25e-7, 1.25e-7",
        "0.00000125, 0.00000125",
        "100, 100",
        "1e20, 100000000000000000000",
        "123.456, 123.456",
    })
    void printsPlainUpTo21DigitsAndDownToSixPlaces(String value, String text) {
        assertThat(print(Double.parseDouble(value))).isEqualTo(text);
    }

    @Test
    void everyPowerOfTwoAndOfTenAndItsNeighboursIsShortestAndNearest() {
        for (int e = -1074; e <= 1023; e++) {
            assertFaultlessAround(Math.scalb(1.0, e));
        }
        for (int e = -323; e <= 308; e++) {
            assertFaultlessAround(Double.parseDouble("1e" + e));
        }
    }

    @Test
    void decimalExponentsAreRightForEveryBinaryExponent() {
        for (int e = -1074; e <= 971; e++) {
            BigDecimal power = e < 0
                    ? BigDecimal.ONE.divide(new BigDecimal(BigInteger.TWO.pow(-e)))
                    : new BigDecimal(BigInteger.TWO.pow(e));
            assertThat(ShortestDecimal.floorLog10(e)).isEqualTo(floorLog10(power));
            assertThat(ShortestDecimal.floorLog10ThreeQuarters(e))
                    .isEqualTo(floorLog10(power.multiply(new BigDecimal("0.75"))));
        }
    }

    private static int floorLog10(BigDecimal value) {
        return value.precision() - value.scale() - 1;
    }

    private static void assertFaultlessAround(double value) {
        for (double each : new double[] {Math.nextDown(value), value, Math.nextUp(value)}) {
            assertThat(DecimalOracle.fault(each, print(each)))
                    .as(Double.toHexString(each))
                    .isEmpty();
        }
    }

    private static String print(double value) {
        StringBuilder out = new StringBuilder();
        EcmaNumber.append(out, value);
        return out.toString();
    }
}
