import { describe, expect, it } from 'vitest'
import {
  nameAt,
  namesBetween,
  periodBefore,
  periodNamed,
  placeNamed,
  unitOf,
} from '../../../src/reports/period.ts'

describe('unitOf', () => {
  it.each([
    ['2026-11-22', '2026-W47', '2026-11', '2026-Q4', '2026'],
    ['2027-01-01', '2026-W53', '2027-01', '2027-Q1', '2027'],
    ['2024-12-30', '2025-W01', '2024-12', '2024-Q4', '2024'],
    ['2026-06-30', '2026-W27', '2026-06', '2026-Q2', '2026'],
  ])('%s', (day, week, month, quarter, year) => {
    expect([unitOf(day, 'week'), unitOf(day, 'month'), unitOf(day, 'quarter'), unitOf(day, 'year')]).toEqual([
      week,
      month,
      quarter,
      year,
    ])
  })
})

describe('periodNamed', () => {
  it.each([
    ['today', '2026-11-22', '2026-11-22'],
    ['yesterday', '2026-11-21', '2026-11-21'],
    ['this-week', '2026-11-16', '2026-11-22'],
    ['last-week', '2026-11-09', '2026-11-15'],
    ['2026-W47', '2026-11-16', '2026-11-22'],
    ['2569-w01', '2025-12-29', '2026-01-04'],
    ['q4', '2026-10-01', '2026-12-31'],
    ['last 30 days', '2026-10-24', '2026-11-22'],
    ['last-1-day', '2026-11-22', '2026-11-22'],
    ['This Month', '2026-11-01', '2026-11-30'],
    ['next-month', '2026-12-01', '2026-12-31'],
    ['last-quarter', '2026-07-01', '2026-09-30'],
    ['this-quarter', '2026-10-01', '2026-12-31'],
    ['last-year', '2025-01-01', '2025-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-q2', '2026-04-01', '2026-06-30'],
    ['2569', '2026-01-01', '2026-12-31'],
    ['2569-Q4', '2026-10-01', '2026-12-31'],
  ])('%s', (text, from, to) => {
    expect(periodNamed(text, '2026-11-22')).toEqual({ from, to })
  })

  it.each(['soon', '2026-13', '2026-Q5', ''])('knows no "%s"', (text) => {
    expect(periodNamed(text, '2026-11-22')).toBeUndefined()
  })
})

describe('namesBetween', () => {
  it.each([
    ['2026-11', '2027-02', ['2026-11', '2026-12', '2027-01', '2027-02']],
    ['2026-Q3', '2027-Q1', ['2026-Q3', '2026-Q4', '2027-Q1']],
    ['2026-W52', '2027-W02', ['2026-W52', '2026-W53', '2027-W01', '2027-W02']],
    ['2024', '2026', ['2024', '2025', '2026']],
    ['2026', '2026', ['2026']],
    ['1020-01', '2026-01', ['1020-01', '2026-01']],
  ])('%s to %s', (first, last, names) => {
    expect(namesBetween(first, last)).toEqual(names)
  })
})

describe('periodBefore', () => {
  it.each([
    ['2026-11-01', '2026-11-30', '2026-10-01', '2026-10-31'],
    ['2026-10-01', '2026-12-31', '2026-07-01', '2026-09-30'],
    ['2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
    ['2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['2026-11-16', '2026-11-22', '2026-11-09', '2026-11-15'],
    ['2026-11-22', '2026-11-22', '2026-11-21', '2026-11-21'],
  ])('%s to %s', (from, to, earlier, until) => {
    expect(periodBefore({ from, to }, '2000-01-01')).toEqual({ from: earlier, to: until })
    expect(periodBefore({ from, to }, to)).toEqual({ from: earlier, to: until })
  })

  it.each([
    ['2026-11-01', '2026-11-30', '2026-11-05', '2026-10-01', '2026-10-05'],
    ['2026-11-01', '2026-11-30', '2026-11-01', '2026-10-01', '2026-10-01'],
    ['2026-03-01', '2026-03-31', '2026-03-30', '2026-02-01', '2026-02-28'],
    ['2026-01-01', '2026-12-31', '2026-02-10', '2025-01-01', '2025-02-10'],
    ['2026-11-16', '2026-11-22', '2026-11-18', '2026-11-09', '2026-11-11'],
    ['2026-12-01', '2026-12-31', '2026-11-05', '2026-11-01', '2026-11-30'],
  ])('of %s to %s on %s: the same days', (from, to, today, earlier, until) => {
    expect(periodBefore({ from, to }, today)).toEqual({ from: earlier, to: until })
  })
})

describe('placeNamed', () => {
  it.each([
    ['2026-W53', '2027-W01'],
    ['2025-W01', '2025-W02'],
    ['2026-12', '2027-01'],
    ['2026-Q4', '2027-Q1'],
    ['1999', '2000'],
  ])('%s is just before %s', (name, next) => {
    const place = placeNamed(name)
    if (place === undefined) throw new Error(name)
    expect(nameAt(place)).toBe(name)
    expect(nameAt({ ...place, number: place.number + 1 })).toBe(next)
    expect(placeNamed(next)).toEqual({ ...place, number: place.number + 1 })
  })

  it.each(['(no date)', '2026-13x', 'Noy', '20261'])('%s is no part of the calendar', (name) => {
    expect(placeNamed(name)).toBeUndefined()
  })
})
