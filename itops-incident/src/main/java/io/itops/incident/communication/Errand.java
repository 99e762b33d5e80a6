package io.itops.incident.communication;

import io.itops.core.record.Codec;
import io.itops.core.record.Shape;

/**
 * One page of the way of an update to its subscribers.
 *
 * @param update the id of the update
 * @param audience the audience whose subscribers get it
 * @param news whether the audience first hears of a public stage by it
 * @param after the id of the subscription after which the page begins, empty at first
 */
record Errand(String update, String audience, boolean news, String after) {
    static final Codec<Errand> CODEC = Shape.of("errand", s -> {
        var update = s.field("update", Codec.TEXT, Errand::update);
        var audience = s.field("audience", Codec.TEXT, Errand::audience);
        var news = s.field("news", Codec.BOOL, Errand::news);
        var after = s.field("after", Codec.TEXT, Errand::after);
        return row -> new Errand(row.get(update), row.get(audience), row.get(news), row.get(after));
    });

    Errand next(String last) {
        return new Errand(update, audience, news, last);
    }
}
