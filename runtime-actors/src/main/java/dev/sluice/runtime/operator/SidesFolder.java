package dev.sluice.runtime.operator;

/** All records, apart by the input they came by, in order of arrival. */
final class SidesFolder implements Folder {
    private final OperatorContext context;
    private int input;

    SidesFolder(OperatorContext context) {
        this.context = context;
    }

    @Override
    public void from(int which) {
        input = which;
    }

    @Override
    public Class<?> functionClass() {
        return SidesFolder.class;
    }

    @Override
    public Object first(Object record) {
        return add(new Sides(), record);
    }

    @Override
    public Object add(Object accumulator, Object record) {
        ((Sides) accumulator).of(input).add(record);
        return accumulator;
    }

    @Override
    public Object merge(Object into, Object other) {
        append((Sides) into, (Sides) other);
        return into;
    }

    @Override
    public Object copy(Object accumulator) {
        Sides copy = new Sides();
        append(copy, (Sides) accumulator);
        return copy;
    }

    private void append(Sides into, Sides other) {
        for (Object record : other.left) {
            into.left.add(context.sharing().own(record));
        }
        for (Object record : other.right) {
            into.right.add(context.sharing().own(record));
        }
    }

    @Override
    public Object result(Object accumulator) {
        return accumulator;
    }
}
