package io.itops.core.catalog;

import static io.itops.core.catalog.Catalogs.ANN;
import static io.itops.core.catalog.Catalogs.component;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ComponentId;
import io.itops.core.store.InMemoryStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A catalog of ten thousand components: generous limits that only a wrong order of growth or a recursion would break. */
class CatalogSizeTest {
    private static final int COMPONENTS = 10_000;

    private static CatalogContent chain() {
        CatalogContent.Builder content = CatalogContent.builder();
        for (int i = 0; i < COMPONENTS; i++) {
            content.component(Component.of("c" + i, "host"));
            if (i > 0) {
                content.dependsOn(component("c" + i), component("c" + (i - 1)));
                if (i > 2) {
                    content.dependsOn(component("c" + i), component("c" + i / 2));
                }
            }
        }
        for (int i = 0; i < COMPONENTS; i += 10) {
            content.service(Service.builder("s" + i).component("c" + i).build());
        }
        return content.build();
    }

    @Test
    @Timeout(60)
    void tenThousandComponentsAreDefinedReadAndSearchedInSeconds() {
        InMemoryStore store = new InMemoryStore();
        Catalogs.over(store).define(chain(), ANN);
        CatalogSnapshot read = Catalogs.over(store).snapshot();
        assertThat(read.components()).hasSize(COMPONENTS);
        // A deep chain: everything rests on the first component.
        assertThat(read.impact(ComponentId.of("c0")).components()).hasSize(COMPONENTS - 1);
        assertThat(read.blastRadius(List.of(component("c0"))).services()).hasSize(COMPONENTS / 10);
        for (int i = 0; i < 100; i++) {
            assertThat(read.distances(component("c" + (COMPONENTS - 1 - i)), 6)).hasSizeGreaterThan(6);
        }
    }
}
