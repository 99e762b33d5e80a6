package io.itops.core.catalog;

import io.itops.core.Ref;
import io.itops.core.record.RecordType;
import java.util.List;

/** How the dependencies of one thing are kept: apart from the thing, so that defining it anew leaves them alone. */
record Dependencies(Ref from, List<Ref> on) {
    private static final RecordType<Dependencies> OF_SERVICE = type(Service.TYPE);
    private static final RecordType<Dependencies> OF_COMPONENT = type(Component.TYPE);

    static final int MAX = 500;

    static final List<RecordType<Dependencies>> TYPES = List.of(OF_SERVICE, OF_COMPONENT);

    Dependencies {
        on = Lists.sorted("dependencies of " + from, on, MAX);
    }

    static RecordType<Dependencies> typeOf(Ref from) {
        return from.type().equals(Service.TYPE.name()) ? OF_SERVICE : OF_COMPONENT;
    }

    private static RecordType<Dependencies> type(RecordType<?> of) {
        return RecordType.of(of.name() + "-dependencies", 1, t -> {
            t.id(dependencies -> dependencies.from().id());
            var from = t.field("from", Ref.CODEC, Dependencies::from);
            var on = t.field("on", Ref.CODEC.list(), Dependencies::on);
            return row -> new Dependencies(row.get(from), row.get(on));
        });
    }
}
