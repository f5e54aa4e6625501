import { defineConfig } from 'vitest/config';

const MOTEUR = 'test/electron/backend/documents/moteur-rapide.test.ts';

export default defineConfig({
  test: {
    // Par défaut, un cœur reste à l’outil : sur deux cœurs, les fichiers passeraient l’un après l’autre.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'isole',
          // Mesure pdfmake seul contre le moteur rapide, qui change pdfmake : rien d’un autre essai ne doit y rester.
          include: [MOTEUR],
          environment: 'node',
          testTimeout: 120_000,
          globalSetup: 'test/preparer.ts',
        },
      },
      {
        test: {
          name: 'unit',
          include: ['test/{shared,db,electron/backend,scripts}/**/*.test.ts'],
          exclude: [MOTEUR],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: 'test/preparer.ts',
          // Recharger chaque module pour chaque fichier coûtait plus que bien des essais. Aucun ne remplace de module.
          isolate: false,
        },
      },
      {
        test: {
          name: 'electron',
          include: ['test/electron/shell/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: 'test/preparer.ts',
          alias: { electron: new URL('./test/electron/fake-electron.ts', import.meta.url).pathname },
        },
      },
    ],
  },
});
