/**
 * The files of {@code export} and {@code import}: compression, temporary names, how far they are read. Depends on
 * {@code folder} and {@code start}. Read {@link io.spanwire.launcher.transfer.OutputFile} first.
 */
@NullMarked
package io.spanwire.launcher.transfer;

import org.jspecify.annotations.NullMarked;
