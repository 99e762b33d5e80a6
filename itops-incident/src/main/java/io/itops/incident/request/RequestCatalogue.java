package io.itops.incident.request;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Require;
import io.itops.core.access.Permission;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be ordered. Once the instance is closed, what changes something throws {@link io.itops.core.ClosedException}.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class RequestCatalogue {
    private static final Permission PUT = Permission.of("catalogue-item.put");
    private static final Permission REMOVE = Permission.of("catalogue-item.remove");

    private final ItOps ops;
    private final RequestCalendars calendars;

    RequestCatalogue(ItOps ops, RequestCalendars calendars) {
        this.ops = ops;
        this.calendars = calendars;
    }

    /**
     * Adds an item, or puts it in the place of the one with its id. Requests that are drafted already keep the item that they were drafted
     * from.
     *
     * @param item the item
     * @param actor who does it
     * @throws io.itops.core.AccessDeniedException if the actor may not
     * @throws io.itops.core.InvalidInputException if the item names a calendar that is not known here
     */
    public void put(CatalogueItem item, Actor actor) {
        Require.present("catalogue item", item);
        item.calendars()
                .forEach(name -> Require.that(
                        calendars.names().contains(name),
                        "calendar of catalogue item " + item.id(),
                        "be one of " + calendars.names(),
                        name));
        ops.run(actor, unit -> {
            unit.authorize(PUT, item.ref());
            Optional<CatalogueItem> before = find(unit, item.id());
            if (!before.equals(Optional.of(item))) {
                unit.put(CatalogueItem.TYPE, item);
                journal(unit, before.isPresent() ? "replaced" : "added", item);
            }
        });
    }

    /**
     * Removes an item: it cannot be ordered any more.
     *
     * @param id the item's id
     * @param actor who does it
     * @throws NotFoundException if there is none
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public void remove(String id, Actor actor) {
        Require.id("catalogue item id", id);
        ops.run(actor, unit -> {
            unit.authorize(REMOVE, CatalogueItem.TYPE.ref(id));
            CatalogueItem item = find(unit, id).orElseThrow(() -> new NotFoundException(CatalogueItem.TYPE.ref(id)));
            unit.remove(CatalogueItem.TYPE, id);
            journal(unit, "removed", item);
        });
    }

    /**
     * An item by its id.
     *
     * @param id the item's id
     * @return the item
     * @throws NotFoundException if there is none
     */
    public CatalogueItem get(String id) {
        return ops.records().get(CatalogueItem.TYPE, id).value();
    }

    /**
     * All items.
     *
     * @return in the order of their ids
     */
    public List<CatalogueItem> list() {
        return ops.records().all(RecordQuery.of(CatalogueItem.TYPE)).stream()
                .map(Versioned::value)
                .toList();
    }

    static Optional<CatalogueItem> find(UnitOfWork unit, String id) {
        return unit.find(CatalogueItem.TYPE, id).map(Versioned::value);
    }

    private static void journal(UnitOfWork unit, String what, CatalogueItem item) {
        Tree.Obj data = Tree.Obj.of(Map.of("item", CatalogueItem.TYPE.shape().write(item)));
        unit.event("catalogue-item." + what, List.of(item.ref()), "catalogue item " + item.id() + " was " + what, data);
    }
}
