import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { Root } from './pages/root.tsx'
import { AnotherWayPage } from './pages/sign-in/another-way.tsx'
import { SignIn } from './pages/sign-in/sign-in.tsx'
import { Fault, Unknown } from './pages/unknown.tsx'
import { Waiting } from './parts/waiting.tsx'

const root = createRootRoute({ component: Root, notFoundComponent: Unknown, errorComponent: Fault })

interface SignInSearch {
  organization?: string
  returnTo?: string
}

/** A search value is a text or it is nothing; the router would read "123" as a number. */
const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

function signInSearch(search: Record<string, unknown>): SignInSearch {
  const organization = textOf(search.organization)
  const returnTo = textOf(search.returnTo)
  return { ...(organization && { organization }), ...(returnTo && { returnTo }) }
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignIn,
  validateSearch: signInSearch,
})

const anotherWay = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/another-way',
  component: AnotherWayPage,
  validateSearch: signInSearch,
})

const notMe = createRoute({
  getParentRoute: () => root,
  path: '/not-me',
  component: lazyRouteComponent(() => import('./pages/not-me.tsx'), 'NotMe'),
})

const trial = createRoute({
  getParentRoute: () => root,
  path: '/trial',
  component: lazyRouteComponent(() => import('./pages/trial/trial.tsx'), 'Trial'),
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: lazyRouteComponent(() => import('./pages/inside.tsx'), 'Inside'),
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home.tsx'), 'Home'),
})

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings.tsx'), 'Settings'),
})

const administration = createRoute({
  getParentRoute: () => inside,
  path: '/administration',
  component: lazyRouteComponent(() => import('./pages/administration/administration.tsx'), 'Administration'),
})

const administrationStart = createRoute({
  getParentRoute: () => administration,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/administration/system/preferences', replace: true })
  },
})

const preferences = createRoute({
  getParentRoute: () => administration,
  path: '/system/preferences',
  component: lazyRouteComponent(() => import('./pages/administration/system/preferences.tsx'), 'Preferences'),
})

/** The addresses of the product; every page but the sign-in is fetched when it is needed. */
export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    anotherWay,
    notMe,
    trial,
    inside.addChildren([home, settings, administration.addChildren([administrationStart, preferences])]),
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
