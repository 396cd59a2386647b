package dev.adjoint.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Those peers that -Dbench.peers names; their classes are loaded where they are timed, and nowhere else. */
final class Peers {

    private static final Map<String, String> CLASSES = Map.of(
            "djl", "dev.adjoint.bench.peers.DjlPeer",
            "tensorflow", "dev.adjoint.bench.peers.TensorFlowPeer",
            "pytorch", "dev.adjoint.bench.peers.PyTorchPeer",
            "nd4j", "dev.adjoint.bench.peers.Nd4jPeer");

    private Peers() {}

    static List<String> asked() {
        List<String> names = Arrays.stream(System.getProperty("bench.peers", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        for (String name : names) {
            if (!CLASSES.containsKey(name)) {
                throw new IllegalArgumentException(
                        "there is no peer " + name + "; there are " + String.join(", ", CLASSES.keySet()));
            }
        }
        return names;
    }

    static Peer named(String name) {
        try {
            return Class.forName(CLASSES.get(name))
                    .asSubclass(Peer.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the peer " + name + " does not start", e);
        }
    }
}
