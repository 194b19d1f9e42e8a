package dev.sluice.runtime.operator;

import java.util.ArrayList;
import java.util.List;

/** The live sessions of one key, in order of time. Written by the serializer, so it has plain fields only. */
public final class Sessions {
    final List<Session> all = new ArrayList<>(1);

    Sessions() {}

    /** A session: from its first record to a gap after its last. */
    public static final class Session {
        long start;
        long end;
        Object accumulator;

        Session(long start, long end, Object accumulator) {
            this.start = start;
            this.end = end;
            this.accumulator = accumulator;
        }
    }

    Sessions copy(Folder folder) {
        Sessions copy = new Sessions();
        for (Session session : all) {
            copy.all.add(new Session(session.start, session.end, folder.copy(session.accumulator)));
        }
        return copy;
    }
}
