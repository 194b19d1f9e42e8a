package dev.sluice.persistence.serde;

import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.ArrayList;

/** Classes that do harm (leave a trace) as soon as they are initialized, made, read or used. */
final class Gadget {
    static final String TRACE = "sluice.test.gadget";

    private Gadget() {}

    static void leaveTrace() {
        System.setProperty(TRACE, "was here");
    }

    static final class Plain {
        static {
            leaveTrace();
        }

        String command = "rm";
    }

    static final class Readable implements Serializable {
        private static final long serialVersionUID = 1;

        static {
            leaveTrace();
        }

        private String command = "rm";

        private void readObject(ObjectInputStream in) {
            leaveTrace();
            command = in.toString();
        }

        @Override
        public String toString() {
            return command;
        }
    }

    public static final class External implements Externalizable {
        private static final long serialVersionUID = 1;

        public External() {
            leaveTrace();
        }

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {
            leaveTrace();
        }
    }

    record Tricky(String command) {
        Tricky {
            leaveTrace();
        }

        @Override
        public int hashCode() {
            leaveTrace();
            return 1;
        }
    }

    enum Option {
        ONE;

        static {
            leaveTrace();
        }
    }

    static final class Strings extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        static {
            leaveTrace();
        }
    }

    static final class Replaced implements Serializable {
        private static final long serialVersionUID = 1;

        static {
            leaveTrace();
        }

        private Object readResolve() {
            leaveTrace();
            return this;
        }
    }
}
