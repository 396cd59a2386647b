package dev.adjoint.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Replaces the text of a file at once: whoever reads it meanwhile sees the old text or the new one. */
public final class Replacing {

    private Replacing() {}

    /** The file keeps its permissions, and a symbolic link goes on to point to it. */
    public static void replace(Path file, String text) throws IOException {
        Path place = file.toRealPath();
        if (!Files.isWritable(place)) {
            throw new AccessDeniedException(place.toString());
        }
        Path aside = aside(place);
        Files.writeString(aside, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        try {
            PosixFileAttributeView to = Files.getFileAttributeView(aside, PosixFileAttributeView.class);
            if (to != null) {
                to.setPermissions(Files.getPosixFilePermissions(place));
            }
            Files.move(aside, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** A hidden file beside the place, from which its new text is moved there. */
    public static Path aside(Path place) {
        return place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }

    /** Why a file could not be written, in words. */
    public static String reason(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return "`" + exists.getFile() + "` is in the way";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
