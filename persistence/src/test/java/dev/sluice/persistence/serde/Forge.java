package dev.sluice.persistence.serde;

import dev.sluice.persistence.serde.Samples.Bean;
import dev.sluice.persistence.serde.Samples.Order;
import dev.sluice.persistence.serde.Samples.Pair;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Run in a JVM of its own: prints, in hexadecimal, what a codec writes that allows more than it should. */
public final class Forge {
    private Forge() {}

    public static void main(String[] arguments) {
        ValueCodec lax = ValueCodec.create(AllowedTypes.builder()
                .declare(Order.class)
                .declare(Bean.class)
                .declarePackage(Forge.class.getPackageName())
                .build());
        List<Object> gadgets = List.of(
                new Gadget.Plain(),
                new Gadget.Readable(),
                new Gadget.External(),
                new Gadget.Tricky("rm"),
                Gadget.Option.ONE,
                new Gadget.Strings(),
                new Gadget.Replaced());
        for (Object gadget : gadgets) {
            Bean bean = new Bean();
            bean.tags.add(gadget);
            List<Object> hidings = new ArrayList<>(List.of(
                    gadget,
                    bean,
                    new Pair<>(1, gadget),
                    Map.of(gadget, 1),
                    Optional.of(gadget),
                    new Object[] {gadget},
                    java.util.Collections.nCopies(2, gadget)));
            Object array = java.lang.reflect.Array.newInstance(gadget.getClass(), 1);
            java.lang.reflect.Array.set(array, 0, gadget);
            hidings.add(array);
            for (Object hiding : hidings) {
                System.out.println(HexFormat.of().formatHex(lax.encode(hiding)));
            }
        }
    }
}
