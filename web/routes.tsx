import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { auditSearch } from './pages/administration/audit-search.ts'
import { machineSearch } from './pages/administration/machines/machine-search.ts'
import { messageSearch } from './pages/administration/message-search.ts'
import { peopleSearch } from './pages/administration/users/people-search.ts'
import { openingSearch } from './pages/applications/opening-search.ts'
import { Root } from './pages/root.tsx'
import { type SetUpStep, setUpSteps } from './pages/set-up/set-up-steps.ts'
import { AnotherMethodPage } from './pages/sign-in/another-method.tsx'
import { SignIn } from './pages/sign-in/sign-in.tsx'
import { Fault, Unknown } from './pages/unknown.tsx'
import { Waiting } from './parts/layout/waiting.tsx'

const root = createRootRoute({ component: Root, notFoundComponent: Unknown, errorComponent: Fault })

interface SignInSearch {
  organization?: string
  returnTo?: string
  /** The session ran out over a page, and this says so. */
  ended?: true
  /** The step of the set-up wizard, so that back and reload find it. */
  setup?: SetUpStep
}

/** A search value is a text or it is nothing; the router would read "123" as a number. */
const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

function setUpSearch(search: Record<string, unknown>): { setup?: SetUpStep } {
  const setup = setUpSteps.find((step) => step === search.setup)
  return setup ? { setup } : {}
}

function signInSearch(search: Record<string, unknown>): SignInSearch {
  const organization = textOf(search.organization)
  const returnTo = textOf(search.returnTo)
  return {
    ...(organization && { organization }),
    ...(returnTo && { returnTo }),
    ...(search.ended === true && { ended: true as const }),
    ...setUpSearch(search),
  }
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignIn,
  validateSearch: signInSearch,
})

const anotherMethod = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/another-way',
  component: AnotherMethodPage,
  validateSearch: signInSearch,
})

const notMe = createRoute({
  getParentRoute: () => root,
  path: '/not-me',
  component: lazyRouteComponent(() => import('./pages/not-me.tsx'), 'NotMe'),
})

const notMyReset = createRoute({
  getParentRoute: () => root,
  path: '/not-my-reset',
  component: lazyRouteComponent(() => import('./pages/not-me.tsx'), 'NotMyReset'),
})

const notMyChange = createRoute({
  getParentRoute: () => root,
  path: '/not-my-change',
  component: lazyRouteComponent(() => import('./pages/not-me.tsx'), 'NotMyChange'),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./pages/forgot-password.tsx'), 'ForgotPassword'),
  validateSearch: signInSearch,
})

const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  component: lazyRouteComponent(() => import('./pages/password.tsx'), 'ChoosePassword'),
})

const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  component: lazyRouteComponent(() => import('./pages/first-run.tsx'), 'FirstRun'),
})

const trial = createRoute({
  getParentRoute: () => root,
  path: '/trial',
  component: lazyRouteComponent(() => import('./pages/trial/trial.tsx'), 'Trial'),
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: lazyRouteComponent(() => import('./pages/inside/inside.tsx'), 'Inside'),
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home/home.tsx'), 'Home'),
})

const proveAgain = createRoute({
  getParentRoute: () => inside,
  path: '/prove-again',
  component: lazyRouteComponent(() => import('./pages/applications/prove-again.tsx'), 'ProveAgain'),
  validateSearch: openingSearch,
})

const notOpen = createRoute({
  getParentRoute: () => inside,
  path: '/not-open',
  component: lazyRouteComponent(() => import('./pages/applications/not-open.tsx'), 'NotOpen'),
  validateSearch: openingSearch,
})

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings.tsx'), 'Settings'),
})

const profile = createRoute({
  getParentRoute: () => inside,
  path: '/profile',
  component: lazyRouteComponent(() => import('./pages/profile/profile.tsx'), 'UserProfile'),
})

const profileSetUp = createRoute({
  getParentRoute: () => inside,
  path: '/profile/set-up',
  component: lazyRouteComponent(() => import('./pages/profile/set-up.tsx'), 'ProfileSetUp'),
  validateSearch: setUpSearch,
})

const administration = createRoute({
  getParentRoute: () => inside,
  path: '/administration',
  component: lazyRouteComponent(() => import('./pages/administration/administration.tsx'), 'Administration'),
})

const administrationStart = createRoute({
  getParentRoute: () => administration,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/administration/start.tsx'), 'AdministrationStart'),
})

const preferences = createRoute({
  getParentRoute: () => administration,
  path: '/system/preferences',
  component: lazyRouteComponent(() => import('./pages/administration/system/preferences.tsx'), 'Preferences'),
})

const users = createRoute({
  getParentRoute: () => administration,
  path: '/users',
  component: lazyRouteComponent(() => import('./pages/administration/users/users.tsx'), 'Users'),
  validateSearch: peopleSearch,
})

const newPerson = createRoute({
  getParentRoute: () => administration,
  path: '/users/new',
  component: lazyRouteComponent(() => import('./pages/administration/users/new-person.tsx'), 'NewPerson'),
})

const importPeople = createRoute({
  getParentRoute: () => administration,
  path: '/users/import',
  component: lazyRouteComponent(() => import('./pages/administration/users/import.tsx'), 'ImportPeople'),
})

const person = createRoute({
  getParentRoute: () => administration,
  path: '/users/$id',
  component: lazyRouteComponent(() => import('./pages/administration/users/person.tsx'), 'Person'),
})

const applications = createRoute({
  getParentRoute: () => administration,
  path: '/applications',
  component: lazyRouteComponent(
    () => import('./pages/administration/applications/applications.tsx'),
    'Applications',
  ),
})

const application = createRoute({
  getParentRoute: () => administration,
  path: '/applications/$id',
  component: lazyRouteComponent(
    () => import('./pages/administration/applications/application.tsx'),
    'ApplicationPage',
  ),
})

const locations = createRoute({
  getParentRoute: () => administration,
  path: '/locations',
  component: lazyRouteComponent(() => import('./pages/administration/locations.tsx'), 'Locations'),
})

const machines = createRoute({
  getParentRoute: () => administration,
  path: '/machines',
  component: lazyRouteComponent(() => import('./pages/administration/machines/machines.tsx'), 'Machines'),
  validateSearch: machineSearch,
})

const machine = createRoute({
  getParentRoute: () => administration,
  path: '/machines/$id',
  component: lazyRouteComponent(() => import('./pages/administration/machines/machine.tsx'), 'MachinePage'),
})

const audit = createRoute({
  getParentRoute: () => administration,
  path: '/audit',
  component: lazyRouteComponent(() => import('./pages/administration/audit.tsx'), 'Audit'),
  validateSearch: auditSearch,
})

const messages = createRoute({
  getParentRoute: () => administration,
  path: '/messages',
  component: lazyRouteComponent(() => import('./pages/administration/messages.tsx'), 'Messages'),
  validateSearch: messageSearch,
})

/** The addresses of the product; every page but the sign-in is fetched when it is needed. */
export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    anotherMethod,
    notMe,
    notMyReset,
    notMyChange,
    forgotPassword,
    password,
    firstRun,
    trial,
    inside.addChildren([
      home,
      profile,
      profileSetUp,
      settings,
      proveAgain,
      notOpen,
      administration.addChildren([
        administrationStart,
        preferences,
        users,
        newPerson,
        importPeople,
        person,
        locations,
        applications,
        application,
        machines,
        machine,
        audit,
        messages,
      ]),
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: Waiting,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
