package io.itops.architecture.planted.library;

/** Stands for a type of a library that must not be seen. */
public class Hidden {}
