package io.itops.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * The folder that files lie in, as deep as there is one for all of them.
 *
 * @param path the folder, absolute
 */
record CommonFolder(Path path) {
    static CommonFolder of(List<Path> files) {
        Path common = folder(files.get(0));
        for (Path file : files) {
            while (!folder(file).startsWith(common) && common.getParent() != null) {
                common = parent(common);
            }
        }
        return new CommonFolder(common);
    }

    /** The file as seen from the folder. */
    Path inside(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        // A file on another root than the first has nothing in common with it.
        return whole.startsWith(path) ? path.relativize(whole) : whole;
    }

    static String shown(Path inside) {
        return inside.toString().replace('\\', '/');
    }

    private static Path folder(Path file) {
        return parent(file.toAbsolutePath().normalize());
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
