/** The folder of package.json. From src/cli as from dist/chunks it is two folders up: the build keeps it so. */
export const PACKAGE_ROOT = new URL('../../', import.meta.url)
