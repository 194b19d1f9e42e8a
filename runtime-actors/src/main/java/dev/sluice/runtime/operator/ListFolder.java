package dev.sluice.runtime.operator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All records, in order of arrival. */
final class ListFolder implements Folder {
    private final OperatorContext context;

    ListFolder(OperatorContext context) {
        this.context = context;
    }

    @Override
    public Class<?> functionClass() {
        return ListFolder.class;
    }

    @Override
    public Object first(Object record) {
        return add(new ArrayList<>(), record);
    }

    @Override
    public Object add(Object accumulator, Object record) {
        list(accumulator).add(record);
        return accumulator;
    }

    @Override
    public Object merge(Object into, Object other) {
        for (Object record : list(other)) {
            list(into).add(context.sharing().own(record));
        }
        return into;
    }

    @Override
    public Object copy(Object accumulator) {
        List<Object> copy = new ArrayList<>(list(accumulator));
        copy.replaceAll(context.sharing()::own);
        return copy;
    }

    @Override
    public Object result(Object accumulator) {
        return Collections.unmodifiableList(list(accumulator));
    }

    @SuppressWarnings("unchecked") // made by first()
    private static List<Object> list(Object accumulator) {
        return (List<Object>) accumulator;
    }
}
