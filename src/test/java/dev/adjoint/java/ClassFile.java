package dev.adjoint.java;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** As much of a class file as the tests look at: the classes it names, and how long the code of its methods is. */
final class ClassFile {

    private final Object[] constants;
    private final Set<String> classes = new TreeSet<>();
    private final Map<String, Integer> methods = new LinkedHashMap<>();

    ClassFile(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            in.skipNBytes(8);
            constants = new Object[in.readUnsignedShort()];
            readConstants(in);
            in.skipNBytes(6);
            in.skipNBytes(2L * in.readUnsignedShort());
            readMembers(in, false);
            readMembers(in, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readConstants(DataInputStream in) throws IOException {
        int[] names = new int[constants.length];
        for (int k = 1; k < constants.length; k++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> constants[k] = in.readUTF();
                case 7 -> names[k] = in.readUnsignedShort();
                case 5, 6 -> {
                    in.skipNBytes(8);
                    k++;
                }
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> in.skipNBytes(4);
            }
        }
        for (int name : names) {
            if (name != 0) {
                classes.add((String) constants[name]);
            }
        }
    }

    private void readMembers(DataInputStream in, boolean areMethods) throws IOException {
        int count = in.readUnsignedShort();
        for (int k = 0; k < count; k++) {
            in.skipNBytes(2);
            String name = (String) constants[in.readUnsignedShort()] + constants[in.readUnsignedShort()];
            int attributes = in.readUnsignedShort();
            for (int a = 0; a < attributes; a++) {
                String attribute = (String) constants[in.readUnsignedShort()];
                byte[] content = in.readNBytes(in.readInt());
                if (areMethods && attribute.equals("Code")) {
                    methods.put(name, new DataInputStream(new ByteArrayInputStream(content, 4, 4)).readInt());
                }
            }
        }
    }

    /** The names of all classes that occur, with slashes. */
    Set<String> classes() {
        return classes;
    }

    /** The bytes of code of each method, by name and descriptor. */
    Map<String, Integer> methods() {
        return methods;
    }
}
