package io.itops.core.work;

import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.access.Permission;
import io.itops.core.record.Tree;
import io.itops.core.store.Job;
import io.itops.core.store.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Queues a parked job again, keeping its id, so that receivers still recognise a duplicate. */
final class Requeue {
    static final Permission PERMISSION = Permission.of("job.requeue");

    private Requeue() {}

    static void into(UnitOfWork unit, String jobId) {
        Ref ref = Ref.of("job", jobId);
        ParkedJob parked = unit.find(ParkedJob.TYPE, jobId)
                .orElseThrow(() -> new NotFoundException(ParkedJob.TYPE.ref(jobId)))
                .value();
        unit.remove(ParkedJob.TYPE, jobId);
        unit.add(new Job(parked.id(), parked.type(), parked.lane(), parked.timer(), unit.now(), parked.payload()));
        List<Ref> subjects = new ArrayList<>(parked.subjects());
        subjects.add(ref);
        unit.event("job.requeued", subjects, "queued again: " + parked.type(), Tree.Obj.of(Map.of()));
    }
}
