#!/usr/bin/env python3
"""Averages of neighbours, by differences of sums"""

import numpy


def moving_average(values, window):
    """What has been summed up to the end of a window, less what was before"""
    sums = numpy.add.accumulate(numpy.r_[0.0, values])
    return numpy.subtract(sums[window:], sums[:len(sums) - window]) / window
