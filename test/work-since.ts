/**
 * Milliseconds of the processor's time since `before`. For what must not hang: how busy the machine is besides, and so
 * what a clock says, tells nothing of the program.
 */
export const workSince = (before: NodeJS.CpuUsage): number => process.cpuUsage(before).user / 1000
