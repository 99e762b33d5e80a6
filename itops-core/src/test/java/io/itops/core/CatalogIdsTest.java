package io.itops.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogIdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"checkout", "Check out 2.0", "shop/Ledger DB.eu", "Payments & Fraud", "größe"})
    void idsOfUsersCatalogsAreTakenAsTheyAre(String text) {
        assertThat(ServiceId.of(text).ref()).isEqualTo(Ref.parse("service/" + text));
        assertThat(ComponentId.of(text).ref()).isEqualTo(Ref.parse("component/" + text));
        assertThat(TeamId.of(text).ref()).isEqualTo(Ref.parse("team/" + text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " checkout", "checkout ", "check\tout", "check\nout"})
    void whatCannotBeToldApartOnALineIsRefused(String text) {
        assertThatThrownBy(() -> ServiceId.of(text)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ComponentId.of(text)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> TeamId.of(text)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Ref.of("service", text)).isInstanceOf(InvalidInputException.class);
    }
}
